"""Who has seen what Amazon sent about a buyer, and when."""

from datetime import timedelta

from odoo import api, fields, models

# Amazon asks for twelve months.
KEPT = timedelta(days=400)


class AmazonDisclosure(models.Model):
    _name = "amazon.disclosure"
    _description = "Amazon Disclosure"
    _order = "id desc"
    _rec_name = "document"

    user_id = fields.Many2one(
        "res.users", string="Seen By", required=True, readonly=True, index=True
    )
    seen_at = fields.Datetime(
        string="On", required=True, readonly=True, default=fields.Datetime.now, index=True
    )
    kind = fields.Selection(
        [("opened", "Opened"), ("exported", "Exported")], required=True, readonly=True
    )
    res_model = fields.Char(string="Model", required=True, readonly=True)
    res_id = fields.Many2oneReference(
        string="Record", model_field="res_model", required=True, readonly=True
    )
    document = fields.Char(readonly=True, help="Amazon's number of the document.")
    company_id = fields.Many2one("res.company", readonly=True, index=True)

    @api.model
    def _note(self, documents, kind):
        """Write down that the user has seen what Amazon sent; jobs are nobody.

        :param kind: value of ``kind``
        """
        if self.env.su:
            return
        self.sudo().create(
            [
                {
                    "user_id": self.env.uid,
                    "kind": kind,
                    "res_model": document._name,
                    "res_id": document.id,
                    "document": document.amazon_ref,
                    "company_id": document.company_id.id,
                }
                for document in documents.sudo()
            ]
        )

    @api.autovacuum
    def _gc_disclosures(self):
        self.search([("seen_at", "<", fields.Datetime.now() - KEPT)]).unlink()
