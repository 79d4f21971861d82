"""Inbox of settlements: one record per settlement, the draft of its entries until it is posted."""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)


class AmazonSettlement(models.Model):
    _name = "amazon.settlement"
    _description = "Amazon Settlement"
    _inherit = [
        "amazon.entry.mixin",
        "amazon.report.mixin",
        "amazon.inbox.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "date_end desc, id desc"
    _rec_name = "amazon_ref"
    _check_company_auto = True
    # Amazon settles every two weeks.
    _sync_minutes = 4 * 60
    _sync_name = _lt("Settlements")
    _sync_words = {
        "processed": (_lt("1 settlement processed"), _lt("%(count)s settlements processed"))
    }
    # Up to 100,000 rows each.
    _batch_size = 1
    _report_type = "GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE_V2"
    _report_is_listed = True

    amazon_ref = fields.Char(string="Settlement ID")
    store_id = fields.Many2one(
        string="Main Store",
        help="Store of most rows; rows that name no marketplace are counted to it.",
    )
    # Jobs write without tracking: the conversation tells what people do.
    state = fields.Selection(
        selection_add=[("held", "Draft"), ("ready", "To Post"), ("done", "Posted"), ("failed",)],
        ondelete={"ready": "set default"},
        tracking=True,
        help="Draft: something is missing that the reason names; it continues automatically once "
        "that is there. To Post: complete, waits for your review. Failed: the file cannot be read.",
    )
    currency_id = fields.Many2one("res.currency", readonly=True)
    date_start = fields.Datetime(string="From", readonly=True)
    date_end = fields.Datetime(string="To", readonly=True, index=True)
    deposit_date = fields.Date(
        readonly=True,
        help="When Amazon pays it out, as it says. Where it does not, the payout bears the last "
        "day of the settlement.",
    )
    is_total_told = fields.Boolean(readonly=True)
    amount_total = fields.Monetary(
        string="Total",
        readonly=True,
        help="What Amazon says that it pays out. Below zero: what it charges.",
    )
    amount_rows = fields.Monetary(string="Sum of Rows", readonly=True)
    difference = fields.Monetary(
        readonly=True,
        help="Total less sum of rows. Nothing is posted unless it is zero.",
    )
    row_count = fields.Integer(string="Rows", readonly=True)
    is_read = fields.Boolean(readonly=True, copy=False)
    file_hash = fields.Char(
        readonly=True,
        copy=False,
        help="Fingerprint of the lines of the file, whatever its encoding.",
    )
    attachment_id = fields.Many2one(
        "ir.attachment", string="File", readonly=True, copy=False, ondelete="restrict"
    )
    report_refs = fields.Char(
        string="Reports",
        readonly=True,
        copy=False,
        help="Amazon's numbers of the reports that brought it: Amazon may list one twice.",
    )
    line_ids = fields.One2many("amazon.settlement.line", "settlement_id", readonly=True)
    unmapped_ids = fields.One2many("amazon.settlement.unmapped", "settlement_id", readonly=True)

    _ref_unique = models.UniqueIndex(
        "(account_id, amazon_ref)", "This settlement is in the list already."
    )
    _pending_index = models.Index("(account_id, id) WHERE state IN ('received', 'failed', 'held')")

    @api.model
    def _get_entry_points(self):
        return (
            *super()._get_entry_points(),
            "action_process",
            "action_retry",
            "action_reverse",
            "action_book_as_earlier",
        )

    # Processing

    def _process(self):
        """Read the file and resolve its rows; then it is complete, or waits for a person."""
        for settlement in self:
            if settlement.stage != "draft":
                settlement._book_step()
                continue
            settlement._read_file()
            settlement._resolve_rows()
            settlement._link_refunds()
            settlement._link_reimbursements()
            obstacle = settlement._find_obstacle()
            if obstacle:
                settlement._hold(*obstacle)
                settlement._use_waiting_file()
            else:
                settlement._conclude()

    def _use_waiting_file(self):
        """A file that does not add up gives way to the other one that has come since."""
        if self.correction_id and self._is_replaceable():
            self._replace_file(self.correction_id)
            self.write({"correction_id": False, "correction_hash": False})
            self._close_troubles("settlement_corrected")

    def _find_obstacle(self):
        """Why this settlement cannot be posted yet.

        :return: tuple (sentence that says what to do, key of ``_hold``), None if nothing is
            missing
        """
        return (
            self._find_obstacle_of_store()
            or self._find_obstacle_of_total()
            or self._find_obstacle_of_rows()
        )

    def _is_empty(self):
        """Whether Amazon tells of a period in which nothing happened."""
        return not (self.row_count or self.amount_total)

    def _find_obstacle_of_total(self):
        """:return: see ``_find_obstacle``: the rows do not add up to what Amazon pays out"""
        if not self.is_total_told:
            reason = self.env._(
                "The file does not tell Amazon's total. Download it again from Seller Central and "
                "upload it; nothing is posted until then."
            )
        elif not self.currency_id.is_zero(self.difference):
            reason = self.env._(
                "The rows add up to %(rows)s, Amazon's total is %(total)s. The file is damaged or "
                "not whole: download it again from Seller Central and upload it. Nothing is posted "
                "until then.",
                rows=self.currency_id.format(self.amount_rows),
                total=self.currency_id.format(self.amount_total),
            )
        else:
            return None
        return reason, f"total:{self.amazon_ref}"

    def _conclude(self):
        """Everything is read, adds up and has its kind: it is posted, or waits for a review."""
        if self._is_empty():
            self.stage = "posted"
            self._finish()
        elif self.is_released or self.store_id.settlement_auto:
            self._book_step()
        else:
            self._set_state("ready", False)

    def _count_outcome(self, operation):
        result = super()._count_outcome(operation)
        operation._count(processed=len(self.filtered(lambda doc: doc.state == "ready")))
        return result

    def _filter_ignorable(self):
        ready = self.filtered(lambda settlement: settlement.state == "ready")
        # Of one that is booked in part nothing is left alone: it goes on, or is reversed.
        return (super()._filter_ignorable() | ready).filtered(
            lambda settlement: settlement.stage == "draft"
        )

    @api.model
    def _get_unposted_domain(self):
        """:return: domain of settlements that may still be mapped anew"""
        return [
            ("state", "in", ("held", "ready")),
            ("is_read", "=", True),
            ("stage", "=", "draft"),
        ]

    @api.model
    def _check_account(self, account, ref):
        """Amazon's numbers are nobody else's: by hand, the wrong account is soon chosen.

        :raises UserError: the settlement is another account's
        """
        known = [
            ("amazon_ref", "=", ref),
            ("company_id", "=", account.company_id.id),
            # Ignored there by a person: it was dropped on the wrong account before.
            ("state", "!=", "ignored"),
        ]
        accounts = self.search(known).account_id
        if (other := accounts[:1]) and account not in accounts:
            raise UserError(
                self.env._(
                    "Settlement %(ref)s is one of %(account)s: drop the file there.",
                    ref=ref,
                    account=other.name,
                )
            )

    # Screens

    def action_fetch_settlements(self):
        """Fetch the settlements of all connected accounts now.

        :return: client action: a notification with the outcome
        """
        self.check_access("read")
        accounts = self.env["amazon.account"].search([("state", "=", "connected")])
        return accounts.action_sync_settlements()._get_notification()

    def action_view_rows(self):
        """The rows of these settlements.

        :return: window action
        """
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "amazon_connector.amazon_settlement_line_action"
        )
        return dict(action, domain=[("settlement_id", "in", self.ids)], context={})
