"""Connecting a seller in the browser: Seller Central's consent page, and the code it returns."""

from urllib.parse import urlencode

from .endpoints import TOKEN_URL, check_url
from .errors import Unavailable
from .lwa import OPERATION, request_tokens


def consent_url(
    seller_central_url: str,
    application_id: str,
    state: str,
    redirect_uri: str,
    beta: bool = False,
) -> str:
    """Give the address of the page on which the seller confirms the access.

    :param seller_central_url: of the seller's country, e.g. ``https://sellercentral.amazon.com``,
        or the whole address of a consent page
    :param state: comes back with the redirect, to recognise it
    :param beta: whether the application is a draft, not yet approved by Amazon
    """
    page = seller_central_url.rstrip("/")
    if not page.endswith("/apps/authorize/consent"):
        page += "/apps/authorize/consent"
    query = {"application_id": application_id, "state": state, "redirect_uri": redirect_uri}
    if beta:
        query["version"] = "beta"
    return f"{page}?{urlencode(query)}"


def exchange_code(
    client_id: str, client_secret: str, code: str, redirect_uri: str, token_url: str = ""
) -> str:
    """Trade the code of the redirect (``spapi_oauth_code``, valid for five minutes).

    :return: the refresh token, which opens the account until the seller withdraws it
    :raises Unauthorized: the code is used up or too old, or client id and secret are wrong
    :raises ValueError: see :func:`.endpoints.check_url`
    """
    url = token_url or TOKEN_URL
    check_url(url)
    answer = request_tokens(
        url,
        {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": redirect_uri,
            "client_id": client_id,
            "client_secret": client_secret,
        },
    )
    refresh_token = answer.get("refresh_token")
    if not isinstance(refresh_token, str) or not refresh_token:
        raise Unavailable("Amazon's answer holds no refresh token.", operation=OPERATION)
    return refresh_token
