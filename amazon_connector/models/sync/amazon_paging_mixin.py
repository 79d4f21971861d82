"""Page tokens: kept, so that a killed run resumes; dropped once Amazon no longer honors them."""

from datetime import timedelta

from odoo import fields, models

from ...spapi.errors import ExpiredReference

# Amazon keeps a token for 24 hours.
TOKEN_LIFE = timedelta(hours=23)


class AmazonPagingMixin(models.AbstractModel):
    _name = "amazon.paging.mixin"
    _description = "Amazon Pages"

    page_token = fields.Char(
        readonly=True, copy=False, help="Next page at Amazon, which keeps it for 24 hours."
    )
    page_token_at = fields.Datetime(readonly=True, copy=False)

    def _ask_for_page(self, ask):
        """Ask for the page that is next; for the first one if Amazon no longer knows the token.

        Afterwards ``page_token`` is empty if it was the first page that Amazon gave.

        :param ask: function of a token, None for the first page
        :return: what ``ask`` returns
        """
        self._drop_old_token()
        if self.page_token:
            try:
                return ask(self.page_token)
            except ExpiredReference:
                self._keep_page_token(False)
        return ask(None)

    def _keep_page_token(self, token):
        """:param token: of the page to ask for next, empty to begin with the first"""
        self.write(
            {
                "page_token": token or False,
                "page_token_at": fields.Datetime.now() if token else False,
            }
        )

    def _drop_old_token(self):
        if self.page_token and self.page_token_at <= fields.Datetime.now() - TOKEN_LIFE:
            self._keep_page_token(False)
