"""Words for the page *Troubleshoot*: break one thing, see just that crossed, open its remedy."""

from contextlib import contextmanager

# Remedies that only open something; the others do it, which the tests of their subject show.
OPENING = ("action_open", "action_view", "action_link")


class Troubleshooting:
    """Mixed into a test case."""

    def crossed(self, record):
        """The conditions of a record that do not hold, as its page shows them."""
        return self.conditions(record).filtered(lambda condition: not condition.is_met)

    def conditions(self, record):
        record.invalidate_recordset()
        action = record.action_troubleshoot()
        return self.env[action["res_model"]].browse(action["res_id"]).condition_ids

    @contextmanager
    def broken(self, record, **vals):
        """While inside, a record is otherwise than it should be."""
        before = {
            own: {name: own._fields[name].convert_to_write(own[name], own) for name in vals}
            for own in record
        }
        record.sudo().write(vals)
        self.env.flush_all()
        try:
            yield
        finally:
            for own, values in before.items():
                own.sudo().write(values)
            self.env.flush_all()

    def assert_one_crossed(self, record, name):
        """Exactly this condition is crossed, with a reason and a remedy that can be pressed."""
        crossed = self.crossed(record)
        self.assertEqual(crossed.mapped("name"), [name])
        self.assertTrue(crossed.reason)
        self.assertTrue(crossed.remedy_text)
        if crossed.remedy.startswith(OPENING):
            self.assertIn("type", crossed.action_remedy())
        else:
            target = self.env[crossed.res_model].browse(crossed.res_id)
            self.assertTrue(callable(getattr(target, crossed.remedy)))

    def assert_each(self, record, cases):
        """:param cases: tuples (name of the condition, record to break, values)"""
        self.assertEqual(self.crossed(record).mapped("name"), [], "All holds before.")
        for name, target, vals in cases:
            with self.subTest(name), self.broken(target, **vals):
                self.assert_one_crossed(record, name)
        self.assertFalse(self.crossed(record), "All holds again.")

    def job_cases(self, model_name, store=None):
        """What can be in the way of a job, whatever it is about."""
        schedule = self.env["amazon.schedule"]._find_job(model_name, self.account, store)
        job = schedule.label
        return [
            ("The account is connected to Amazon", self.account, {"state": "error"}),
            (f"The job {job} is switched on", schedule, {"active": False}),
            (
                f"Amazon lets the application do the job {job}",
                schedule,
                {"denied_operation": "searchOrders"},
            ),
            (f"Nobody has stopped the job {job}", schedule, {"is_stopped": True}),
            (f"The last run of the job {job} went well", schedule, {"failures": 1}),
        ]
