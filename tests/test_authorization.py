"""Connecting a seller through the consent page."""

from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from spapi.authorization import consent_url, exchange_code
from spapi.credentials import Credentials
from spapi.errors import Unauthorized

REDIRECT = "https://odoo.example/amazon/authorization"


class Form(HTMLParser):
    """The values that a browser would send when the seller confirms."""

    def __init__(self, page):
        super().__init__()
        self.values = {}
        self._select, self._chosen = "", False
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if tag == "input":
            self.values[found["name"]] = found["value"]
        elif tag == "select":
            self._select = found["name"]
        self._chosen = tag == "option" and "selected" in found

    def handle_data(self, data):
        if self._chosen:
            self.values[self._select] = data

    def handle_endtag(self, tag):
        self._chosen = False


@pytest.fixture
def confirmed(amazon):
    """What comes back to the application when the seller confirms."""
    known = amazon.credentials()
    page = consent_url(amazon.consent_url, known["application_id"], "state-1", REDIRECT)
    form = Form(requests.get(page, timeout=5).text)
    answer = requests.post(page, data=form.values, allow_redirects=False, timeout=5)
    location = urlsplit(answer.headers["Location"])
    assert answer.headers["Location"].startswith(REDIRECT)
    return {key: values[0] for key, values in parse_qs(location.query).items()}


def test_the_address_of_the_page():
    page = consent_url("https://sellercentral.amazon.com/", "amzn1.sp.1", "a&b", REDIRECT)
    parts = urlsplit(page)
    assert parts.netloc + parts.path == "sellercentral.amazon.com/apps/authorize/consent"
    assert parse_qs(parts.query) == {
        "application_id": ["amzn1.sp.1"],
        "state": ["a&b"],
        "redirect_uri": [REDIRECT],
    }


def test_a_draft_says_that_it_is_one():
    page = consent_url("https://x.example", "amzn1.sp.1", "s", REDIRECT, beta=True)
    assert parse_qs(urlsplit(page).query)["version"] == ["beta"]


def test_the_code_becomes_a_refresh_token_that_works(amazon, confirmed, connect):
    known = amazon.credentials()
    assert (confirmed["state"], confirmed["selling_partner_id"]) == ("state-1", "SELLER1")
    refresh_token = exchange_code(
        known["client_id"],
        known["client_secret"],
        confirmed["spapi_oauth_code"],
        REDIRECT,
        amazon.token_url,
    )
    credentials = Credentials(known["client_id"], known["client_secret"], refresh_token)
    assert connect(credentials=credentials).get_marketplace_participations()


def test_a_code_works_once(amazon, confirmed):
    known = amazon.credentials()
    arguments = (
        known["client_id"],
        known["client_secret"],
        confirmed["spapi_oauth_code"],
        REDIRECT,
        amazon.token_url,
    )
    exchange_code(*arguments)
    with pytest.raises(Unauthorized) as caught:
        exchange_code(*arguments)
    assert caught.value.reason == "expired_token"


def test_the_code_is_not_sent_in_the_clear():
    with pytest.raises(ValueError, match="https"):
        exchange_code("id", "secret", "code", REDIRECT, "http://example.com/token")
