"""What has to be registered at Amazon before an account is authorized in the browser."""

from odoo import fields, models
from odoo.exceptions import UserError

from ...spapi.client import check_url


class AmazonAccount(models.Model):
    _inherit = "amazon.account"

    redirect_url = fields.Char(
        string="Redirect Address",
        compute="_compute_redirect_url",
        help="Enter this address at your application in Amazon's Solution Provider Portal as "
        "OAuth redirect URI: there Amazon sends you back after you have confirmed.",
    )

    def _compute_redirect_url(self):
        for account in self:
            account.redirect_url = account._get_redirect_url()

    def _get_redirect_url(self):
        """:return: address to which Amazon's consent page sends the administrator back"""
        return f"{self.get_base_url()}/amazon/authorize"

    def _check_redirect_url(self):
        """:raises UserError: when Amazon would not send anybody back to this address"""
        address = self._get_redirect_url()
        try:
            check_url(address)
        except ValueError:
            raise UserError(
                self.env._(
                    "Amazon only sends people back to addresses that begin with https://, but "
                    "this Odoo calls itself %s. Set the system parameter web.base.url to the "
                    "https address of this Odoo first.",
                    address,
                )
            ) from None
