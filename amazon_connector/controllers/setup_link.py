"""Pages of the set-up link: for somebody without a login, who learns nothing of this database."""

from psycopg2.errors import UniqueViolation

from odoo import http
from odoo.http import request

from ..models.setup.amazon_setup_link import SETUP_PATH
from ..models.sync.races import expected_races

SESSION_KEY = "amazon_setup_nonce"
DONE_PATH = "/amazon/setup-done"
# No page of a link is kept, found by a search engine, or named to the next page.
HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
}


class AmazonSetupLink(http.Controller):
    @http.route(f"{SETUP_PATH}/<token>", type="http", auth="public", methods=["GET"], sitemap=False)
    def explain(self, token, **_kwargs):
        """Say what will happen. Nothing does yet: mail programs open links by themselves."""
        if not request.env["amazon.setup.link"]._find_open(token):
            return invalid_page()
        return page("setup_link_page", action=f"{SETUP_PATH}/{token}")

    @http.route(
        f"{SETUP_PATH}/<token>", type="http", auth="public", methods=["POST"], sitemap=False
    )
    def start(self, token, **_kwargs):
        """Go to Amazon's consent page; this browser alone can come back from there."""
        link = request.env["amazon.setup.link"]._find_open(token)
        if not link:
            return invalid_page()
        address, request.session[SESSION_KEY] = link._start()
        answer = request.redirect(address, code=303, local=False)
        answer.headers.update(HEADERS)
        return answer

    @http.route(DONE_PATH, type="http", auth="public", methods=["GET"], sitemap=False)
    def done(self, **_kwargs):
        """Thank whoever has confirmed."""
        return page("setup_link_done")


def finish(state, code, selling_partner_id):
    """Amazon sends somebody back who has started with a set-up link.

    :return: HTTP answer
    """
    nonce = request.session.pop(SESSION_KEY, "")
    try:
        with expected_races(), request.env.cr.savepoint():
            message = request.env["amazon.setup.link"]._finish(
                state, nonce, code, selling_partner_id
            )
    except UniqueViolation:
        message = request.env._(
            "Amazon's confirmation could not be kept. Tell the person who sent you the link."
        )
    if message:
        return invalid_page(message, status=400)
    return request.redirect(DONE_PATH, code=303)


def page(template, status=200, **values):
    """:return: HTTP answer with one of our own pages"""
    answer = request.render(f"amazon_connector.{template}", values, status=status)
    answer.headers.update(HEADERS)
    return answer


def invalid_page(message="", status=404):
    """The same for a link that is used, expired, withdrawn or made up: nobody learns which.

    :return: HTTP answer
    """
    return page("setup_link_invalid", status=status, message=message)
