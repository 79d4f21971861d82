"""Rows of a settlement as a file."""

from odoo import http
from odoo.http import request


class AmazonSettlementRows(http.Controller):
    @http.route(
        '/amazon/settlement/<model("amazon.settlement"):settlement>/rows.csv',
        type="http",
        auth="user",
        methods=["GET"],
        sitemap=False,
    )
    def download_rows(self, settlement):
        """The table of one settlement, for whom may read it."""
        settlement.check_access("read")
        # The mark at its beginning tells spreadsheets that it is UTF-8.
        content = "\ufeff" + "".join(settlement._iter_csv())
        return request.make_response(
            content.encode(),
            [
                ("Content-Type", "text/csv; charset=utf-8"),
                ("Content-Disposition", http.content_disposition(f"{settlement.amazon_ref}.csv")),
            ],
        )
