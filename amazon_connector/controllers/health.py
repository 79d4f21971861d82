"""An address for monitoring tools: how the connector is doing."""

from odoo import http
from odoo.http import request

STATUS = {"ok": 200, "degraded": 200, "failing": 503}


class AmazonHealth(http.Controller):
    @http.route(
        "/amazon/health",
        type="http",
        auth="none",
        methods=["GET"],
        sitemap=False,
        save_session=False,
        readonly=True,
    )
    def report(self):
        """Figures as JSON, for who bears the token of Odoo's settings."""
        health = request.env["amazon.health"].sudo()
        if not health._get_token():
            return request.not_found()
        if not health._is_token(self._get_bearer()):
            return request.make_json_response({"status": "forbidden"}, status=403)
        report = health._get_report()
        return request.make_json_response(
            report, [("Cache-Control", "no-store")], status=STATUS[report["status"]]
        )

    def _get_bearer(self):
        scheme, _blank, token = request.httprequest.headers.get("Authorization", "").partition(" ")
        return token.strip() if scheme.lower() == "bearer" else ""
