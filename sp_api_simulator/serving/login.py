"""The addresses of Login with Amazon: the token endpoint, and the seller's consent."""

from html import escape
from urllib.parse import parse_qs, urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from ..basics.call_log import LoggedCall
from ..operations.tokens import issue_token
from ..state.faults import REFUSALS
from .endpoint import Endpoint
from .refusals import token_refusal

_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Authorize application - Seller Central (simulated)</title>
<link rel="icon" href="data:,">
<style>
body {{ font-family: sans-serif; background: #eaeded; margin: 0; }}
main {{ max-width: 34rem; margin: 4rem auto; padding: 2rem; background: #fff; }}
button {{ background: #ff9900; border: 0; border-radius: 3px; padding: .7rem 2rem; }}
button, select {{ font-size: 1rem; }}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
{body}
</main>
</body>
</html>
"""
_FORM = """<p>The application <code>{application}</code> asks for access to your account.</p>
<form method="post">
<p><label>Selling account: <select name="selling_partner_id">{sellers}</select></label></p>
<input type="hidden" name="state" value="{state}">
<input type="hidden" name="redirect_uri" value="{redirect_uri}">
<button type="submit">Confirm</button>
</form>"""


class TokenEndpoint(Endpoint):
    """`POST /auth/o2/token`."""

    is_secret = True

    def _answer(self, request: Request, body: bytes, logged: LoggedCall) -> Response:
        fault = self._world.faults.take(REFUSALS, self._operation)
        content_type = request.headers.get("content-type", "")
        response = token_refusal(fault) if fault else issue_token(self._world, body, content_type)
        response.headers["x-amzn-RequestId"] = self._world.ids.uuid()
        return response


class ConsentEndpoint(Endpoint):
    """Seller Central's `/apps/authorize/consent`: a page to confirm, then the way back.

    The simulator knows no log-in: the page lets the person choose whose account it is.
    """

    def _answer(self, request: Request, body: bytes, logged: LoggedCall) -> Response:
        if request.method == "POST":
            return self._confirmed(parse_qs(body.decode(), keep_blank_values=True))
        query = request.query_params
        if not query.get("application_id") or not query.get("redirect_uri"):
            complaint = "<p>application_id and redirect_uri are required.</p>"
            return HTMLResponse(_PAGE.format(title="Error MD1000", body=complaint), 400)
        form = _FORM.format(
            application=escape(query["application_id"]),
            sellers=self._choices(query["application_id"]),
            state=escape(query.get("state", "")),
            redirect_uri=escape(query["redirect_uri"]),
        )
        return HTMLResponse(_PAGE.format(title="Authorize application", body=form))

    def _choices(self, application_id: str) -> str:
        """The accounts to choose from; the application's own seller is chosen already."""
        return "".join(
            "<option{}>{}</option>".format(
                " selected" if seller.application_id == application_id else "", escape(seller.id)
            )
            for seller in self._world.sellers.by_id.values()
        )

    def _confirmed(self, form: dict[str, list[str]]) -> Response:
        seller_id, redirect_uri, state = (
            form.get(name, [""])[0] for name in ("selling_partner_id", "redirect_uri", "state")
        )
        if seller_id not in self._world.sellers.by_id or not redirect_uri:
            complaint = "<p>No selling account was chosen.</p>"
            return HTMLResponse(_PAGE.format(title="Error", body=complaint), 400)
        answer = {
            "state": state,
            "selling_partner_id": seller_id,
            "spapi_oauth_code": self._world.sellers.issue_code(self._world.sellers.get(seller_id)),
        }
        separator = "&" if "?" in redirect_uri else "?"
        return RedirectResponse(f"{redirect_uri}{separator}{urlencode(answer)}", 302)
