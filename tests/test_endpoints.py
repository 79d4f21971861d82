"""Which addresses may be called."""

import pytest

from spapi.client import Client, check_url
from spapi.credentials import Credentials
from spapi.endpoints import check_document_url

CREDENTIALS = Credentials("id", "secret", "token")


@pytest.mark.parametrize(
    "url",
    [
        "https://sellingpartnerapi-eu.amazon.com",
        "https://proxy.example:8443/amazon",
        "http://127.0.0.1:8070/na",
        "http://127.1.2.3",
        "http://[::1]:8070",
        "http://localhost:8070",
    ],
)
def test_encrypted_addresses_and_this_machine_are_fine(url):
    check_url(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://sellingpartnerapi-eu.amazon.com",
        "http://localhost.example.com",
        "http://127.0.0.1.example.com",
        "http://10.0.0.1",
        "http://127.0.0.1@example.com",
        "https://user:password@example.com",
        "https://",
        "https://example.com:port",
        "http://[::1",
        "ftp://127.0.0.1",
        "file:///etc/passwd",
        "example.com",
        "",
    ],
)
def test_anything_else_is_refused_with_a_sentence(url):
    with pytest.raises(ValueError, match=r"\.$"):
        check_url(url)


def test_a_client_refuses_such_an_address():
    with pytest.raises(ValueError, match="https"):
        Client(CREDENTIALS, "eu", api_url="http://example.com")
    with pytest.raises(ValueError, match="https"):
        Client(CREDENTIALS, "eu", token_url="http://example.com/token")


def test_a_region_has_its_own_address():
    with pytest.raises(KeyError):
        Client(CREDENTIALS, "moon")
    Client(CREDENTIALS, "fe")


@pytest.mark.parametrize(
    "url",
    [
        "https://tortuga-prod-na.s3-external-1.amazonaws.com/file?X-Amz-Signature=1",
        "https://d34o8swod1owfl.cloudfront.net/file",
        "http://127.0.0.1:8080/file",
        "https://proxy.example/documents/file",
    ],
)
def test_documents_are_where_amazon_or_its_proxy_keeps_them(url: str) -> None:
    check_document_url(url, "https://proxy.example:8443/amazon")


@pytest.mark.parametrize(
    "url",
    [
        "https://10.0.0.7/file",
        "https://intranet/file",
        "https://amazonaws.com.example.org/file",
        "https://evilamazonaws.com/file",
        "https://user:password@x.amazonaws.com/file",
        "http://x.amazonaws.com/file",
        "http://proxy.example/file",
        "https://not.proxy.example/file",
    ],
)
def test_no_document_is_fetched_from_elsewhere(url: str) -> None:
    with pytest.raises(ValueError, match="."):
        check_document_url(url, "https://proxy.example:8443/amazon")
