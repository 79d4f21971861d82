"""What no log and no message may show."""

import logging

import pytest

from spapi.credentials import Credentials
from spapi.errors import Rejected, Throttled, Unauthorized
from spapi.redact import RedactingFilter, redact

SECRETS = (
    "Atza|IwEBIAccess-token_1",
    "Atzr|IwEBIRefresh-token_1",
    "amzn1.oa2-cs.v1.0123456789abcdef",
    "jane.roe+1@marketplace.amazon.co.uk",
)


@pytest.mark.parametrize("secret", SECRETS)
def test_tokens_secrets_and_addresses_are_masked_wherever_they_stand(secret):
    for text in (secret, f"token={secret}&x=1", f'{{"access_token": "{secret}"}}', f"({secret})"):
        assert secret not in redact(text)
        assert "***" in redact(text)


@pytest.mark.parametrize(
    "text",
    [
        "{'x-amz-access-token': 'opaque-value', 'host': 'h'}",
        "client_secret=opaque-value&grant_type=refresh_token",
        '{"refresh_token":"opaque-value","expires_in":3600}',
        "spapi_oauth_code=opaque-value",
        "https://store.example/doc?X-Amz-Signature=opaque-value&X-Amz-Expires=300",
    ],
)
def test_named_secrets_are_masked_whatever_they_look_like(text):
    assert "opaque-value" not in redact(text)


def test_the_rest_stays_readable():
    text = "order 111-0000001-0000001: ITEM 19.98 USD, request 0b1c (InvalidInput)"
    assert redact(text) == text
    masked = redact("GET https://store.example/doc?X-Amz-Signature=abc failed")
    assert masked == "GET https://store.example/doc?*** failed"


def test_errors_speak_without_secrets_and_with_amazons_request_id():
    error = Rejected(f"Bad {SECRETS[0]}", code="InvalidInput", request_id="req-1")
    assert str(error) == "Bad *** (InvalidInput, request req-1)"
    assert str(Unauthorized("No.")) == "No."
    assert issubclass(Unauthorized, Exception)
    assert not issubclass(Throttled, Rejected)


def test_credentials_do_not_show_their_secrets():
    assert repr(Credentials("id", SECRETS[2], SECRETS[1])) == "Credentials(client_id='id')"


def test_the_filter_masks_message_arguments_and_traceback(caplog):
    logger = logging.getLogger("test_redact")
    masking = RedactingFilter()
    logger.addFilter(masking)
    try:
        raise ValueError(SECRETS[0])
    except ValueError:
        logger.exception("call of %s", SECRETS[3])
    finally:
        logger.removeFilter(masking)
    assert "call of ***" in caplog.text
    assert "ValueError" in caplog.text
    assert not [secret for secret in SECRETS if secret in caplog.text]
