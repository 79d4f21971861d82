"""How calls leave this process: by one session, with nothing of the machine's added."""

import re

import httpx
import pytest

from spapi import transport

from .conftest import MARKETPLACE_US


@pytest.fixture
def sent(monkeypatch):
    """The requests as they go out."""
    requests_sent = []
    send = transport._session.send

    def record(request, **options):
        requests_sent.append(request)
        return send(request, **options)

    monkeypatch.setattr(transport._session, "send", record)
    return requests_sent


def test_the_library_is_deaf_to_its_environment(amazon, connect, monkeypatch):
    for name, value in {
        "SP_API_DEFAULT_MARKETPLACE": "DE",
        "SP_API_REFRESH_TOKEN": "Atzr|other",
        "LWA_APP_ID": "other",
        "LWA_CLIENT_SECRET": "other",
        "AWS_ENV": "SANDBOX",
    }.items():
        monkeypatch.setenv(name, value)
    amazon.add_listing("MUG")
    client = connect()
    client.search_listings_items(MARKETPLACE_US)
    assert amazon.requests()[-1]["query"]["marketplaceIds"] == MARKETPLACE_US


def test_the_library_opens_no_connection_of_its_own(client, monkeypatch, sent):
    def refuse(*_arguments, **_options):
        raise AssertionError("an HTTP client that Odoo's tests do not guard")

    monkeypatch.setattr(httpx.Client, "__init__", refuse)
    client.create_feed("JSON_LISTINGS_FEED", b"{}", marketplace_ids=[MARKETPLACE_US])
    assert [request.method for request in sent] == ["POST", "POST", "PUT", "POST"]


def test_proxies_of_the_machine_are_not_for_a_local_amazon(client, monkeypatch):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert client.get_marketplace_participations()


def test_passwords_of_the_machine_are_not_sent(client, monkeypatch, tmp_path, sent):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login me password secret\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    client.get_marketplace_participations()
    assert sent
    assert not [request for request in sent if "Authorization" in request.headers]


def test_the_access_token_goes_to_the_api_alone(client, sent):
    client.create_feed("JSON_LISTINGS_FEED", b"{}", marketplace_ids=[MARKETPLACE_US])
    token, document, upload, feed = sent
    assert "x-amz-access-token" in document.headers
    assert "x-amz-access-token" in feed.headers
    assert "x-amz-access-token" not in token.headers
    assert "x-amz-access-token" not in upload.headers
    assert upload.headers["Content-Type"] == "application/json; charset=UTF-8"


def test_every_call_has_a_timeout(client, monkeypatch):
    timeouts = []
    request = transport._session.request

    def record(*arguments, **options):
        timeouts.append(options["timeout"])
        return request(*arguments, **options)

    monkeypatch.setattr(transport._session, "request", record)
    client.get_marketplace_participations()
    assert timeouts == [(10.0, 30.0), (10.0, 60.0)]


def test_no_cookie_is_carried_from_seller_to_seller():
    assert transport._session.cookies.get_policy().is_not_allowed("amazon.com")


def test_calls_say_who_we_are_in_amazons_form(client, sent):
    client.get_marketplace_participations()
    for request in sent:
        # <application>/<version> (Language=<language>)
        assert re.fullmatch(r"[\w.]+/[\w.]+ \(Language=\w+\)", request.headers["User-Agent"])
