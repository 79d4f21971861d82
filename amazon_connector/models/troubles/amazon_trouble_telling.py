"""Raising, renewing, telling and closing troubles: safe beside other workers, and no one waits.

Several workers notice the same trouble, or its end, at once. Of a row that another transaction
has, nobody waits to be told; a race that is lost costs nothing, for the winner has said it.
"""

import json
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL, plaintext2html

from ..sync.isolation import isolate, log_failure
from ..sync.try_each import try_each
from .quietly import lock_quietly, run_quietly
from .trouble_kind import kind_of

# A trouble that goes on is written so often at most, so that workers do not meet at its row.
RENEW_EVERY = timedelta(hours=1)


class AmazonTrouble(models.Model):
    _inherit = "amazon.trouble"

    # Raising

    @api.model
    def _raise(self, record, key, arguments):
        """See ``_raise_trouble`` of ``amazon.trouble.mixin``."""
        trouble = self._find_open(record, key).filtered(lambda known: known.key == key)
        if trouble:
            trouble._renew(json.loads(json.dumps(arguments)))
        else:
            self._insert(record, key, arguments)._tell()
        record.invalidate_recordset(["trouble_ids", "trouble_alerts"])

    @api.model
    def _find_open(self, records, *keys):
        """:param keys: whole keys, or kinds
        :return: the open troubles of records, as superuser
        """
        if not keys:
            return self.sudo().browse()
        return self.sudo().search(
            [
                ("res_model", "=", records._name),
                ("res_id", "in", records.ids),
                ("closed_at", "=", False),
                "|",
                ("key", "in", keys),
                ("kind", "in", keys),
            ]
        )

    @api.model
    def _count_open(self, owner_field, owners):
        """:param owner_field: ``account_id`` or ``store_id``
        :return: dict owner → number of open troubles that a person was told of
        """
        domain = [(owner_field, "in", owners.ids), ("closed_at", "=", False)]
        domain.append(("told_at", "!=", False))
        return dict(self._read_group(domain, [owner_field], ["__count"]))

    def _insert(self, record, key, arguments):
        """Write a trouble down unless another worker does so at this moment.

        An insert waits for the transaction of whoever has inserted the same key, and that may
        be a long batch: who does not get the advisory lock leaves the trouble to the one who has.
        What was committed after our snapshot began cannot be seen but by the unique index.

        :return: the new ``amazon.trouble``, empty if another worker has it
        """
        cr = self.env.cr
        identity = f"amazon.trouble {record._name} {record.id} {key}"
        cr.execute(SQL("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", identity))
        if not cr.fetchone()[0]:
            return self.browse()
        vals = self._prepare_insert_vals(record.sudo(), key, arguments)
        query = SQL(
            "INSERT INTO amazon_trouble (%s) VALUES %s ON CONFLICT DO NOTHING RETURNING id",
            SQL(", ").join(map(SQL.identifier, vals)),
            tuple(vals.values()),
        )
        rows = run_quietly(cr, query)
        return self.sudo().browse(id_ for (id_,) in rows)

    @api.model
    def _prepare_insert_vals(self, record, key, arguments):
        """:return: dict column → value of a new row"""
        now = fields.Datetime.now()
        account, store = record._get_trouble_owner()
        return {
            "res_model": record._name,
            "res_id": record.id,
            "key": key,
            "kind": kind_of(key),
            "arguments": json.dumps(arguments),
            "severity": record._get_trouble_kinds()[kind_of(key)].severity,
            "account_id": account.id,
            "store_id": store.id or None,
            "company_id": account.company_id.id,
            "user_id": self._get_responsible(account).id,
            "since": now,
            "last_seen": now,
            "create_uid": self.env.uid,
            "create_date": now,
            "write_uid": self.env.uid,
            "write_date": now,
        }

    def _word_activity(self):
        """Word the activities in the language of those who have them."""
        for trouble in self:
            activity = trouble.activity_id
            worded = trouble.with_context(lang=activity.user_id.lang)
            activity.write({"summary": worded.title, "note": plaintext2html(worded.sentence)})

    def _renew(self, arguments):
        """It is still there: keep what is told of it current."""
        recent = self.last_seen > fields.Datetime.now() - RENEW_EVERY
        if arguments == self.arguments and recent and not self._is_due_to_tell():
            return
        if not lock_quietly(self):
            return
        self.write({"arguments": arguments, "last_seen": fields.Datetime.now()})
        self._tell()
        activity = self.activity_id.filtered("active")
        if lock_quietly(activity):
            self._word_activity()

    # Telling

    def _is_due_to_tell(self):
        if self.told_at:
            return False
        return self.since + self._get_kind().patience <= fields.Datetime.now()

    def _tell(self):
        """Plan the one activity, on the record in trouble, in the language of who is told."""
        root = self.env.ref("base.user_root")
        for trouble in self.filtered(lambda trouble: trouble._is_due_to_tell()):
            worded = trouble.with_context(lang=trouble.user_id.lang)
            record = trouble._get_record().with_user(root).sudo()
            activity = record.activity_schedule(
                "mail.mail_activity_data_warning",
                summary=worded.title,
                note=plaintext2html(worded.sentence),
                user_id=trouble.user_id.id,
            )
            trouble.write(
                {"told_at": fields.Datetime.now(), "activity_id": activity and activity.id}
            )

    # Closing

    def _close(self):
        """It is over. What another worker renews just now is not, or is closed a little later."""
        troubles = lock_quietly(self)
        if not troubles:
            return
        troubles.write({"closed_at": fields.Datetime.now()})
        # What a person has marked as done is history.
        troubles.activity_id.filtered("active").unlink()
        for model_name, own in troubles.grouped("res_model").items():
            records = self.env[model_name].browse(own.mapped("res_id"))
            records.invalidate_recordset(["trouble_ids", "trouble_alerts"])

    def _get_models(self):
        """:return: list of the models whose records can be in trouble"""
        mixin = self.env.registry["amazon.trouble.mixin"]
        return [
            self.env[name]
            for name, model in self.env.registry.items()
            if issubclass(model, mixin) and not model._abstract
        ]

    @api.model
    def _cron_follow(self):
        """Once an hour: notice what no job does, close what is settled, tell what lasts long.

        One that fails, an extension's say, keeps no other back; the server's log has it. Who is
        responsible no longer, for lack of the company too, has no issues any more.
        """
        for model in self._get_models():
            isolate(self.env.cr, [model], _notice, _give_up)
            self.env["ir.cron"]._commit_progress()
        waiting = self.search([("closed_at", "=", False)])
        try_each(waiting.account_id, self._follow_responsibles)
        self.env["ir.cron"]._commit_progress()
        for trouble in waiting:
            try_each(trouble, lambda one: one._follow())
            self.env["ir.cron"]._commit_progress(1)

    def _follow(self):
        """Close it if its record is settled or gone, tell it once it has lasted long enough."""
        record = self._get_record()
        if not record or not self._get_kind() or record._is_settled(self):
            self._close()
        elif self._is_due_to_tell() and lock_quietly(self):
            self._tell()


def _notice(models_):
    for model in models_:
        model._notice_troubles()


def _give_up(models_, error):
    log_failure(models_[0], error)
