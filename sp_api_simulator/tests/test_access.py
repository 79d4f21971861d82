"""Tokens, consent, regions, roles, and who the seller is."""

import re
from urllib.parse import parse_qs, urlsplit

import requests

from .partner import EVERYTHING, LONG_AGO, Partner

ORDERS = "/orders/2026-01-01/orders"


def status(partner, **query):
    return partner.call("GET", ORDERS, **({"lastUpdatedAfter": LONG_AGO} | query)).status_code


def details(partner):
    answer = partner.call("GET", ORDERS, lastUpdatedAfter=LONG_AGO)
    return answer.json()["errors"][0]["details"]


def test_access_token_lives_for_an_hour(amazon, partner):
    assert status(partner) == 200
    amazon.advance(seconds=3601)
    assert details(partner) == "The access token you provided has expired."
    partner.token = partner.access_token()
    assert status(partner) == 200


def test_missing_and_made_up_token(partner):
    partner.token = ""
    assert "missing" in details(partner)
    partner.token = "Atza|made-up"
    assert status(partner) == 403


def test_token_endpoint_refuses_as_oauth_does(amazon, partner):
    wrong_secret = partner.ask_for_token(client_secret="wrong")
    assert (wrong_secret.status_code, wrong_secret.json()["error"]) == (401, "invalid_client")
    wrong_token = partner.ask_for_token(refresh_token="Atzr|wrong")
    assert (wrong_token.status_code, wrong_token.json()["error"]) == (400, "invalid_grant")
    wrong_kind = partner.ask_for_token(grant_type="password")
    assert wrong_kind.json()["error"] == "unsupported_grant_type"


def test_refresh_token_belongs_to_its_application(amazon, partner):
    other = amazon.add_seller("SELLER2", "EU", ["GB"])
    mixed = partner.ask_for_token(refresh_token=other["refresh_token"])
    assert mixed.json()["error"] == "invalid_grant"


def test_revoked_authorisation(amazon, partner):
    credentials = amazon.credentials()
    amazon.revoke_token()
    assert status(partner) == 403
    refused = partner.ask_for_token(refresh_token=credentials["refresh_token"])
    assert refused.json()["error"] == "invalid_grant"


def test_rotated_secret(amazon, partner):
    old = amazon.credentials()["client_secret"]
    new = amazon.rotate_secret()["client_secret"]
    assert partner.ask_for_token(client_secret=old).status_code == 401
    assert partner.ask_for_token(client_secret=new).status_code == 200


def consent(amazon):
    """Open the page, press Confirm; returns the parameters of the way back."""
    query = {
        "application_id": amazon.credentials()["application_id"],
        "state": 'a"b&c',
        "redirect_uri": "http://127.0.0.1:1/amazon/return?db=demo",
        "version": "beta",
    }
    page = requests.get(amazon.consent_url, params=query, timeout=10)
    assert "<button" in page.text
    assert "Confirm" in page.text
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page.text))
    form = {
        name: value.replace("&quot;", '"').replace("&amp;", "&") for name, value in hidden.items()
    }
    form["selling_partner_id"] = "SELLER1"
    back = requests.post(amazon.consent_url, data=form, allow_redirects=False, timeout=10)
    assert back.status_code == 302
    assert back.headers["location"].startswith("http://127.0.0.1:1/amazon/return?db=demo&")
    return {
        key: values[0] for key, values in parse_qs(urlsplit(back.headers["location"]).query).items()
    }


def test_consent_leads_back_with_a_code_for_one_exchange(amazon, partner):
    answer = consent(amazon)
    assert answer["state"] == 'a"b&c'
    assert answer["selling_partner_id"] == "SELLER1"
    exchange = {"grant_type": "authorization_code", "code": answer["spapi_oauth_code"]}
    tokens = partner.ask_for_token(**exchange).json()
    assert partner.ask_for_token(refresh_token=tokens["refresh_token"]).status_code == 200
    assert partner.ask_for_token(**exchange).json()["error"] == "invalid_grant"


def test_code_dies_after_five_minutes(amazon, partner):
    exchange = {"grant_type": "authorization_code", "code": consent(amazon)["spapi_oauth_code"]}
    amazon.advance(minutes=6)
    assert partner.ask_for_token(**exchange).json()["error"] == "invalid_grant"


def test_region_without_an_account(amazon, referee):
    assert status(Partner(amazon, None, prefix="/na")) == 200
    assert status(Partner(amazon, None, prefix="/eu")) == 403


def test_operation_needs_a_role_and_personal_data_a_stricter_one(amazon, partner):
    amazon.set_roles("SELLER1", ["Inventory and Order Tracking"])
    assert status(partner) == 200
    assert status(partner, includedData=EVERYTHING) == 403
    amazon.set_roles("SELLER1", ["Product Listing"])
    assert status(partner) == 403


def test_participations(partner):
    listed = partner.get("/sellers/v1/marketplaceParticipations")["payload"]
    assert [each["marketplace"]["countryCode"] for each in listed] == ["US", "CA", "MX"]


def test_account_is_told_in_europe_only(amazon, partner, referee):
    assert partner.call("GET", "/sellers/v1/account").status_code == 403
    amazon.add_seller("SELLER2", "EU", ["GB"])
    account = Partner(amazon, referee, "SELLER2", "/eu").get("/sellers/v1/account")
    assert account["payload"]["sellingPlan"] == "PROFESSIONAL"


def test_sellers_do_not_see_each_others_orders(amazon, partner):
    amazon.add_seller("RIVAL", "NA", ["US"])
    order_id = amazon.place_order(sku="MUG", seller="RIVAL")
    assert partner.search()["orders"] == []
    assert partner.call("GET", f"{ORDERS}/{order_id}").status_code == 404


def test_no_secret_is_kept_in_the_log(amazon, partner):
    partner.search()
    log = str(amazon.requests())
    credentials = amazon.credentials()
    for secret in (credentials["client_secret"], credentials["refresh_token"], partner.token):
        assert secret not in log
