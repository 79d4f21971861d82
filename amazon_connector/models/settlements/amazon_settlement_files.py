"""Files of settlements: the same settlement is one record, whoever brings its file and how often.

The raw file is kept packed. A file that says something else of a known settlement is a correction:
it waits beside the first one until a person takes it over.
"""

import gzip

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import LazyTranslate

from ...spapi.documents import Document
from ...spapi.errors import UnreadablePayload
from ...spapi.settlements import count_decimals
from ..sync.races import make_alone
from ..troubles.trouble_kind import TroubleKind
from .amazon_settlement_late import LATE_STORE
from .amazon_settlement_overdue import ENTRY_UNDONE

_lt = LazyTranslate(__name__)

KINDS = {
    "settlement_corrected": TroubleKind(
        title=_lt("Amazon corrected a settlement"),
        sentence=_lt(
            "Another file of settlement %(settlement)s was received (%(name)s). Take Over the "
            "Correction uses it in place of the first one, and reverses what is posted of that."
        ),
        action="action_take_correction",
        action_text=_lt("Take Over the Correction"),
    ),
    "facilitator_open": TroubleKind(
        title=_lt("Tax collected by Amazon does not net to zero"),
        sentence=_lt(
            "Settlement %(settlement)s withholds another tax than its buyers paid; the difference "
            "is %(amount)s %(currency)s. Check the rows of kind Tax Withheld by Amazon."
        ),
        action="action_view_rows",
        action_text=_lt("Open Rows"),
        severity="warning",
        is_task=True,
    ),
    "late_store": LATE_STORE,
    "entry_undone": ENTRY_UNDONE,
}


class AmazonSettlement(models.Model):
    _inherit = "amazon.settlement"

    correction_id = fields.Many2one(
        "ir.attachment",
        readonly=True,
        copy=False,
        ondelete="set null",
        help="A later file of this settlement that differs and waits to be taken over.",
    )
    correction_hash = fields.Char(readonly=True, copy=False)

    @api.model
    def _get_trouble_kinds(self):
        return super()._get_trouble_kinds() | KINDS

    @api.model
    def create_from_file(self, account, name, content, problems=None):
        """Keep a settlement report that a person or a script brings, and process it soon.

        :param account: ``amazon.account``
        :param name: of the file
        :param content: bytes, packed with gzip or not
        :param problems: list that gets a sentence for each settlement that cannot be taken of a
            file that holds several; without it such a file is refused as a whole
        :return: the ``amazon.settlement``: a new one, or the one that is there already; each one
            of a file that holds several
        :raises UserError: this is no settlement report, or in a version that is not taken
        """
        self.check_access("write")
        account.check_access("read")
        worker = account._work_env()
        try:
            files, bad = self._open_files(name, Document(content), worker)
            if bad and problems is None:
                raise UserError(self.env._("%(name)s: %(error)s", name=name, error=" ".join(bad)))
            keep = self.with_env(worker.env)._keep_file
            settlements = self.browse().concat(*(keep(worker, file) for file in files))
        except UnreadablePayload as error:
            raise UserError(self.env._("%(name)s: %(error)s", name=name, error=error)) from error
        if bad:
            problems += [f"{name}: {problem}" for problem in bad]
        settlements.with_env(worker.env)._run_soon()
        return settlements.with_env(self.env)

    @api.model
    def _keep_file(self, account, file, report_ref=None):
        """File a settlement under its id.

        :param account: ``amazon.account``, in the job's environment
        :param file: ``SettlementFile``
        :param report_ref: Amazon's number of the report that brought it
        :return: the ``amazon.settlement``
        """
        ref = file.header.settlement_id
        settlement = self._find_received(account, [ref])
        if not settlement:
            make_alone(self, ("account_id", "amazon_ref"), [(account.id, ref)])
            settlement = self.create(
                {"account_id": account.id, **self._prepare_header_vals(file.header)}
            )
            settlement._use_file(settlement._attach(file), file.fingerprint)
        elif not settlement._has_file(file):
            settlement._receive_correction(file)
        if report_ref:
            settlement._note_report(report_ref)
        else:
            settlement._take_place_of_unread()
        return settlement

    @api.model
    def _prepare_header_vals(self, header):
        """:param header: ``spapi`` header of a settlement
        :return: value dict of an ``amazon.settlement``
        """
        currencies = self.env["res.currency"]._get_ids_by_name()
        if header.currency not in currencies:
            raise UnreadablePayload("currency", f"{header.currency[:10]!r} is not known")
        currency = self.env["res.currency"].browse(currencies[header.currency])
        if header.total and count_decimals(header.total) > currency.decimal_places:
            # Odoo would round it without a word, and the difference to the rows as well.
            raise UnreadablePayload(
                "total-amount", f"{header.total} is no amount in {currency.name}"
            )
        return {
            "amazon_ref": header.settlement_id,
            "currency_id": currency.id,
            "date_start": _naive(header.start),
            "date_end": _naive(header.end),
            "deposit_date": header.deposit_date,
            "is_total_told": header.total is not None,
            "amount_total": float(header.total or 0),
        }

    def _attach(self, file):
        """:return: ``ir.attachment`` with the packed file"""
        # Packed, Odoo does not index its words: a second copy of it in the database.
        return self.env["ir.attachment"].create(
            {
                "name": f"{file.name.removesuffix('.gz')}.gz",
                "raw": gzip.compress(b"".join(file.document.pieces()), mtime=0),
                "mimetype": "application/gzip",
                "res_model": self._name,
                "res_id": self.id,
            }
        )

    def _use_file(self, attachment, fingerprint):
        """From now on this settlement is what the file says; it is read when it is processed."""
        self.line_ids.unlink()
        self.write(
            {
                "attachment_id": attachment.id,
                "file_hash": fingerprint,
                "is_read": False,
                "row_count": 0,
                "correction_id": False,
                "correction_hash": False,
            }
        )
        self._close_troubles("settlement_corrected")

    def _note_report(self, report_ref):
        known = (self.report_refs or "").split()
        if report_ref not in known:
            self.report_refs = " ".join([*known, report_ref])

    # Corrections

    def _receive_correction(self, file):
        """Another file of a known settlement: in place of one that is no good, else it waits."""
        attachment = self._attach(file)
        if self._is_replaceable():
            self._replace_file(attachment)
            return
        self.write({"correction_id": attachment.id, "correction_hash": file.fingerprint})
        self._raise_trouble("settlement_corrected", settlement=self.amazon_ref, name=file.name)

    def _is_replaceable(self):
        """Whether nothing can be made of the file that is there."""
        if self.stage != "draft":
            return False
        return self.state == "failed" or (
            self.state == "held" and (self.hold_key or "").startswith("total:")
        )

    def _replace_file(self, attachment):
        """Start again with another file of the same settlement."""
        file = self._open_file(attachment.name, Document(attachment.raw))
        self.write(self._prepare_header_vals(file.header))
        self._use_file(attachment, file.fingerprint)
        self._retry()

    def action_take_correction(self):
        """Use the corrected file in place of the one that is there (Take Over the Correction).

        :return: the ``amazon.operation`` records
        """
        self.check_access("write")
        for settlement in self.sudo().filtered("correction_id"):
            settlement._take_correction()
        return self._process_now()

    def _take_correction(self):
        """Undo what was made of the first file, then start again with the corrected one."""
        self._begin_reversal()

    def _is_settled(self, trouble):
        if trouble.kind == "settlement_corrected":
            return not self.correction_id
        if trouble.kind == "late_store":
            return not self._find_strangers(self.account_id, self)
        if trouble.kind == "entry_undone":
            return not self._find_undone()
        return super()._is_settled(trouble)


def _naive(moment):
    """Odoo keeps times as naive UTC, to the second."""
    return moment.replace(tzinfo=None, microsecond=0) if moment else False
