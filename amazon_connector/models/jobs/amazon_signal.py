"""Signals: what somebody outside tells the lanes, without writing a row that a lane writes.

A person's click, a picker's validation, a saved setting only insert rows here. The lane that runs
the job next reads them and deletes them, so nobody outside ever waits for a lane or conflicts
with one. There is no foreign key on purpose: inserting touches no other row at all.
"""

from datetime import timedelta

from odoo import api, fields, models

# What is to be done soon, and nobody did by then, is about something that is gone or switched off.
KEPT = timedelta(days=2)


class AmazonSignal(models.Model):
    _name = "amazon.signal"
    _description = "Amazon Signal"
    _order = "id"

    res_model = fields.Char(string="Model", required=True, readonly=True)
    res_id = fields.Many2oneReference(
        string="Record", model_field="res_model", required=True, readonly=True
    )
    since = fields.Datetime(
        readonly=True, help="What changed at Amazon since then is to be fetched again."
    )

    topic = fields.Char(readonly=True, help="What is to be done, where it may be several things.")

    _record_index = models.Index("(res_model, res_id)")

    @api.model
    def _leave(self, records, since=False, topic=False):
        """Tell the lanes that these records are to be looked at soon.

        :param records: any recordset, for example ``amazon.schedule``
        :param since: datetime (UTC, naive) from which on changes are to be fetched again
        :param topic: what is to be done, known to who takes the signal
        """
        self.sudo().create(
            [
                {"res_model": records._name, "res_id": record_id, "since": since, "topic": topic}
                for record_id in records.ids
            ]
        )

    @api.model
    def _find_left(self, records):
        """:return: the signals for these records that this transaction can see"""
        return self.sudo().search(
            [("res_model", "=", records._name), ("res_id", "in", records.ids)]
        )

    @api.autovacuum
    def _gc_signals(self):
        """Signals without a topic stay: a job that rests for long is to know what it missed."""
        before = fields.Datetime.now() - KEPT
        old = [("topic", "!=", False), ("create_date", "<", before)]
        self.sudo().search(old, limit=10_000).unlink()
