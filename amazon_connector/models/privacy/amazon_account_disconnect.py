"""Disconnecting an account: what is Amazon's goes, what is the company's stays (A6)."""

from odoo import api, fields, models
from odoo.exceptions import UserError

# What goes, in this order; each has the account, or a store of it.
GOES = (
    "amazon.trouble",
    "amazon.submission",
    "amazon.listing",
    "amazon.fba.stock",
    "amazon.order.load",
    "amazon.operation",
    "amazon.schedule",
    "amazon.rate.bucket",
    "amazon.rehearsal",
    "amazon.setup.link",
)
CREDENTIALS = (
    "lwa_client_id",
    "lwa_client_secret",
    "secret_expires_on",
    "refresh_token",
    "authorization_nonce",
)
# Large tables are emptied piece by piece: each piece is read into memory once.
BATCH = 1000
OPEN_STATES = {
    "amazon.inbox.mixin": ("received", "held", "failed"),
    "amazon.outbox.mixin": ("pending", "sent", "failed"),
}


class AmazonAccount(models.Model):
    _inherit = "amazon.account"

    disconnected_at = fields.Datetime(
        string="Disconnected On",
        readonly=True,
        copy=False,
        help="When credentials, listings and log were deleted.",
    )

    # What goes

    @api.model
    def _get_models_to_drop(self):
        """Models whose records are Amazon's affair alone. A hook: extensions add theirs.

        :return: tuple of model names, each with a field ``account_id`` or ``store_id``
        """
        return GOES

    def _find_to_drop(self, model_name):
        """:return: the records of these accounts that go, archived ones too"""
        model = self.env[model_name].sudo().with_context(active_test=False)
        path = "account_id" if "account_id" in model._fields else "store_id.account_id"
        return model.search([(path, "in", self.ids)])

    # What is not finished

    def _count_open(self):
        """:return: dict name of a kind of document → how many of it are not finished"""
        counts = {}
        for mixin, states in OPEN_STATES.items():
            for name in sorted(self.env.registry.descendants([mixin], "_inherit")):
                model = self.env[name].sudo()
                if model._abstract or name in self._get_models_to_drop():
                    continue
                domain = [("account_id", "in", self.ids), ("state", "in", states)]
                if count := model.search_count(domain):
                    counts[self.env["ir.model"]._get(name).name] = count
        return counts

    # Entry points

    def action_ask_disconnect(self):
        """The button: say first what goes, what stays and what is not finished.

        :return: the dialogue as an action
        """
        self.ensure_one()
        self.check_access("unlink")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Disconnect %s", self.name),
            "res_model": "amazon.account.disconnect",
            "view_mode": "form",
            "target": "new",
            "context": {"default_account_id": self.id},
        }

    def action_disconnect(self):
        """Delete credentials, listings and log, and archive the account and its stores.

        Sales orders, accounting documents, settlements, refunds, payouts and the links of Amazon
        orders to them stay. Entering credentials again brings the account back.

        :raises UserError: while one of its jobs runs
        """
        self.check_access("unlink")
        for account in self.sudo().filtered(lambda each: each.active or not each.disconnected_at):
            account._check_nothing_runs()
            account.store_ids.write({"active": False, "was_disconnected": True})
            account._find_to_drop("amazon.trouble")._close()
            for name in account._get_models_to_drop():
                records = account._find_to_drop(name)
                for start in range(0, len(records), BATCH):
                    records[start : start + BATCH].unlink()
            account.write({**dict.fromkeys(CREDENTIALS, False), **account._prepare_disconnected()})
            account.message_post(
                body=self.env._(
                    "Disconnected by %(user)s: credentials, listings and log were deleted.",
                    user=self.env.user.name,
                )
            )

    def _prepare_disconnected(self):
        """:return: value dict of an account without credentials"""
        return {
            "active": False,
            "state": "draft",
            "state_reason": self.env._("Disconnected. Enter credentials to connect it again."),
            "disconnected_at": fields.Datetime.now(),
        }

    def _check_nothing_runs(self):
        """:raises UserError: while a worker has a job of the account"""
        running = self._find_to_drop("amazon.schedule").filtered(
            lambda row: row.leased_until and row.leased_until > fields.Datetime.now()
        )
        # Whoever begins in this moment waits for the lock, and finds its row gone.
        if running or running.try_lock_for_update() != running:
            raise UserError(
                self.env._(
                    "A job of account %s is running right now. Try again in a minute.", self.name
                )
            )

    def _leave_archive(self):
        """Credentials that Amazon takes bring a disconnected account back.

        :raises UserError: when another account stands for the seller by now
        """
        for account in self.filtered(lambda each: each.disconnected_at and not each.active):
            same = [(name, "=", account[name]) for name in ("selling_partner_id", "region")]
            same.append(("company_id", "=", account.company_id.id))
            if account.selling_partner_id and (twin := self.search(same, limit=1)):
                raise UserError(
                    self.env._(
                        "This seller is connected already as account %(account)s: use that one.",
                        account=twin.name,
                    )
                )
            account.active = True

    def _is_put_away(self):
        """Whether a person has archived the account: nobody connects it from outside."""
        return not self.active and not self.disconnected_at

    def _reconnect(self):
        """Out of the archive again: its stores and jobs come back; stores wait for *Go Live*."""
        for account in self.sudo().filtered("disconnected_at"):
            stores = self.env["amazon.store"].sudo().with_context(active_test=False)
            gone = stores.search([("account_id", "=", account.id), ("was_disconnected", "=", True)])
            gone.write({"active": True, "was_disconnected": False})
            account.disconnected_at = False
        self.env["amazon.schedule"]._ensure_for(self)
