"""Several workers notice one trouble: it is one, is told once, and none of them waits or fails."""

from unittest import skipUnless

from odoo.tests import tagged

from ..workers import TEMPLATE, WorkersCase

RAISE = """
store = env["amazon.store"].search([], limit=1)
for number in range(20):
    store._raise_trouble("day_not_closed:S1", sale="S1", reason=str(number))
    env.cr.commit()
"""
# Each environment has a transaction of its own; waiting for the other would be for ever.
TWO = """
from odoo import api

def begin():
    cr = env.registry.cursor()
    cr.execute("SET lock_timeout = '1s'")
    own = api.Environment(cr, 1, {})
    return own["amazon.store"].search([], limit=1)

one, two = begin(), begin()
"""
UNSEEN = """
one._raise_trouble("day_not_closed:S2", sale="S2", reason="first")
two._raise_trouble("day_not_closed:S2", sale="S2", reason="second")
two.env.cr.commit()
one.env.cr.commit()
"""
SEEN_TOO_LATE = """
one._raise_trouble("day_not_closed:S3", sale="S3", reason="first")
one.env.cr.commit()
two._raise_trouble("day_not_closed:S3", sale="S3", reason="second")
two.name = "Work that is kept"
two.env.cr.commit()
"""
CLOSED_WHILE_RENEWED = """
one._raise_trouble("day_not_closed:S4", sale="S4", reason="first")
one.env.cr.commit()
two.env.cr.commit()
one._raise_trouble("day_not_closed:S4", sale="S4", reason="still there")
two._close_troubles("day_not_closed:S4")
two.env.cr.commit()
one.env.cr.commit()
"""
HANDED_OVER_WHILE_RENEWED = """
after = two.env["res.users"].create({
    "name": "After", "login": "after", "email": "after@example.com",
    "group_ids": [(4, env.ref("amazon_connector.group_manager").id)],
})
one._raise_trouble("day_not_closed:S5", sale="S5", reason="first")
one.env.cr.commit()
two.env.cr.commit()
one._raise_trouble("day_not_closed:S5", sale="S5", reason="still there")
two.account_id.user_id = after
two.env.cr.commit()
one.env.cr.commit()
"""
AN_HOUR_LATER = """
env["amazon.trouble"]._follow_responsibles(env["amazon.account"].search([]))
env.cr.commit()
"""
OPEN = "SELECT arguments->>'reason' FROM amazon_trouble WHERE key = %s AND closed_at IS NULL"


@tagged("post_install", "-at_install")
@skipUnless(TEMPLATE, "needs a template database to copy, as ./dev/test has it")
class TestTroublesTogether(WorkersCase):
    order_count = 1

    def open_troubles(self, key):
        return [reason for (reason,) in self.query(OPEN, key)]

    def test_four_workers_make_one_trouble_and_one_activity(self):
        self.compete(RAISE, RAISE, RAISE, RAISE)

        self.assertEqual(len(self.open_troubles("day_not_closed:S1")), 1)
        told = "SELECT count(*) FROM mail_activity WHERE note LIKE %s"
        self.assertEqual(self.query(told, "%S1 stays open%"), [(1,)])

    def test_nobody_waits_for_a_trouble_that_another_transaction_has_not_committed(self):
        self.work(TWO + UNSEEN)

        self.assertEqual(self.open_troubles("day_not_closed:S2"), ["first"])

    def test_a_trouble_committed_since_we_began_is_no_error_and_our_work_is_kept(self):
        self.work(TWO + SEEN_TOO_LATE)

        self.assertEqual(self.open_troubles("day_not_closed:S3"), ["first"])
        kept = "SELECT count(*) FROM amazon_store WHERE name = 'Work that is kept'"
        self.assertEqual(self.query(kept), [(1,)])

    def test_what_is_renewed_just_now_is_not_closed(self):
        self.work(TWO + CLOSED_WHILE_RENEWED)

        self.assertEqual(self.open_troubles("day_not_closed:S4"), ["still there"])

    def test_who_becomes_responsible_never_waits_for_what_is_renewed_and_gets_it_later(self):
        self.work(TWO + HANDED_OVER_WHILE_RENEWED)

        self.assertEqual(self.open_troubles("day_not_closed:S5"), ["still there"])
        whose = (
            "SELECT u.login FROM amazon_trouble t JOIN res_users u ON u.id = t.user_id"
            " WHERE t.key = 'day_not_closed:S5'"
        )
        self.assertNotEqual(self.query(whose), [("after",)], "it was somebody else's just then")
        self.work(AN_HOUR_LATER)
        self.assertEqual(self.query(whose), [("after",)])
