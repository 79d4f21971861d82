"""Pictures of products: from Amazon's servers only, and within bounds."""

import pytest

from spapi.catalog import fetch_picture, images
from spapi.errors import Rejected, Unavailable, UnreadableDocument

from ..conftest import MARKETPLACE_US


@pytest.fixture
def serve(amazon, client):
    """Serves a picture as the first of a product and gives the address that the catalog names."""

    def make(content=None, **how):
        asin = amazon.add_listing("MUG")["asin"]
        amazon.add_picture(asin, content, **how)
        return client.get_catalog_item(asin, MARKETPLACE_US).image_url

    return make


def test_a_picture_of_the_catalog_is_fetched(client, serve):
    picture = client.get_picture(serve())

    assert picture.kind == "image/png"
    assert picture.content.startswith(b"\x89PNG")


@pytest.mark.parametrize(
    "url",
    [
        "http://m.media-amazon.com/a.jpg",
        "https://example.com/a.jpg",
        "https://media-amazon.com.example.com/a.jpg",
        "https://evilmedia-amazon.com/a.jpg",
        "https://user:secret@m.media-amazon.com/a.jpg",
        "https://169.254.169.254/latest",
        "https://10.0.0.1/a.jpg",
        "file:///etc/passwd",
        "//m.media-amazon.com/a.jpg",
        "https://[",
        "",
        "http://127.0.0.1:1/a.jpg",
        "http://localhost:1/a.jpg",
    ],
)
def test_no_other_server_is_ever_asked(url):
    with pytest.raises(Rejected):
        fetch_picture(url)


@pytest.mark.parametrize("content", [b"<svg/>", b"<html>", b"", b"RIFF....WAVE"])
def test_what_is_no_picture_is_refused_whatever_its_type_says(client, serve, content):
    with pytest.raises(UnreadableDocument):
        client.get_picture(serve(content, kind="image/jpeg"))


def test_a_picture_that_is_too_large_is_left(client, serve, monkeypatch):
    monkeypatch.setattr(images, "LARGEST_PICTURE", 2000)

    with pytest.raises(UnreadableDocument):
        client.get_picture(serve(b"\xff\xd8\xff" + b"x" * 3000))


def test_no_redirect_is_followed(client, serve):
    with pytest.raises(Rejected):
        client.get_picture(serve(status=302, location="http://127.0.0.1:1/secret"))


@pytest.mark.parametrize(("status", "error"), [(404, Rejected), (503, Unavailable)])
def test_a_refusal_passes_or_does_not(client, serve, status, error):
    with pytest.raises(error):
        client.get_picture(serve(status=status))


def test_a_picture_server_that_hangs_is_left(amazon, client, serve):
    url = serve()
    amazon.fault("downloadPicture", "slow", seconds=3)

    with pytest.raises(Unavailable):
        fetch_picture(url, may_be_local=True, timeout=0.3)
