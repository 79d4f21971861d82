"""What no log and no message may show."""

import logging
import time

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


@pytest.mark.parametrize(
    "text",
    [
        "Authorization: Bearer opaque-value-of-a-token",
        "authorization=Basic opaque-value-of-a-token",
        "lwa_client_secret: opaque-value-of-a-token",
        "'lwa_client_secret': 'opaque-value-of-a-token x'",
        r"{\"client_secret\": \"opaque-value-of-a-token\"}",
        "amzn_refresh_token='opaque-value-of-a-token",
    ],
)
def test_a_secret_is_masked_to_its_end(text):
    assert "opaque" not in redact(text)
    assert " x'" not in redact(text)


@pytest.mark.parametrize(
    "text",
    [
        'DETAIL:  Failing row contains (7, Jane Roe, 1 Main St, "a\n) b", null).',
        "DETAIL:  Failing row contains (7, Jane Roe, 1 Main St",
        "DETAIL:  Key (name, lower(street))=(Jane Roe, 1 Main St) already exists.",
        "DETAIL:  Schlüssel »(name)«=(Jane Roe (1 Main St)) existiert bereits.".replace("«=", "="),
        "{'buyerName': 'Jane Roe', 'addressLine1': '1 Main St', 'phone': \"0170 1234567\"}",
        '{"name": "Jane Roe", "city":"1 Main St", "postalCode": "1 Main St"}',
        "street='1 Main St' street2=\"Jane Roe\"",
        "call +49 (170) 1234567 now",
    ],
)
def test_buyers_data_is_masked(text):
    masked = redact(text)
    for word in ("Jane", "Main", "1234567"):
        assert word not in masked
    assert "***" in masked


def test_what_postgresql_says_beside_the_values_stays():
    text = "DETAIL:  Key (account_id, amazon_ref)=(1, 111-1) already exists."
    assert redact(text) == "DETAIL:  Key (account_id, amazon_ref)=(***) already exists."


HOSTILE = (
    "a", "a@", "@a", "a.", "Atz", "Atza", "?", "?X", "code", "code ", "code=", 'code="', "code='\"",
    '"name":"', "\\", '\\"', "phone: '", ")=(", "(", ")", "Failing row contains (", "+1 ", "1", " ",
    "\n", "authorization: bearer ", "amzn1.oa2-cs.", "Key (", "street", "_token",
)  # fmt: skip


@pytest.mark.parametrize("part", HOSTILE)
def test_masking_takes_a_time_that_grows_with_the_length(part):
    """Four times the text may take four times as long, with room for noise, but not sixteen."""

    def seconds(length):
        text = (part * length)[:length]
        best = float("inf")
        for _try in range(2):
            start = time.process_time()
            redact(text)
            best = min(best, time.process_time() - start)
        return best

    assert seconds(200_000) < 10 * seconds(50_000) + 0.1
