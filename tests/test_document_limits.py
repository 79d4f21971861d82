"""Documents that would never end, or never fit: each ends soon, in a sentence, in little memory."""

import gzip
import threading
import tracemalloc
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import repeat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spapi import documents, transport
from spapi.documents import Document, download
from spapi.errors import ExpiredReference, Unavailable, UnreadableDocument, UnreadablePayload
from spapi.operations.documents import DocumentsCaller

MEGABYTE = 2**20


@contextmanager
def server(body, headers=(), status=200):
    """A store that sends ``body``, an iterable of pieces, for as long as it is listened to."""

    class Store(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(status)
            for name, value in headers:
                self.send_header(name, value)
            self.end_headers()
            try:
                for piece in body():
                    self.wfile.write(piece)
                    self.wfile.flush()
            except OSError:
                pass

        def log_message(self, *_arguments):
            """Quiet."""

    store = ThreadingHTTPServer(("127.0.0.1", 0), Store)
    store.daemon_threads = True
    threading.Thread(target=store.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{store.server_port}/"
    finally:
        store.shutdown()
        store.server_close()


def drip():
    stopped = threading.Event()
    while not stopped.wait(0.02):
        yield b"x"


@contextmanager
def memory_below(limit):
    tracemalloc.start()
    try:
        yield
        assert tracemalloc.get_traced_memory()[1] < limit
    finally:
        tracemalloc.stop()


@pytest.fixture(scope="module")
def bomb():
    """A gigabyte and more in two megabytes, of many members."""
    return gzip.compress(b"\0" * (50 * MEGABYTE)) * 30


@pytest.mark.parametrize("read", [Document.text, lambda document: list(document.lines())])
def test_a_bomb_is_not_unpacked(bomb, read):
    with memory_below(160 * MEGABYTE), pytest.raises(UnreadableDocument, match="ask Amazon"):
        read(Document(bomb))


def test_an_endless_document_is_left(monkeypatch):
    monkeypatch.setattr(documents, "LARGEST_DOWNLOAD", 8 * MEGABYTE)
    with server(lambda: repeat(b"x" * 65536)) as url, memory_below(40 * MEGABYTE):
        with pytest.raises(UnreadableDocument, match="larger than 8 MB"):
            download(url, "getReportDocument", api_url=url, timeout=10)


def test_a_document_that_drips_is_left():
    with server(drip) as url, pytest.raises(Unavailable, match="in time"):
        download(url, "getReportDocument", api_url=url, timeout=0.1)


def test_an_answer_that_drips_is_left():
    with server(drip) as url, pytest.raises(Unavailable, match="in time"):
        transport.send("GET", url, operation="getOrder", timeout=0.1)


def test_an_endless_answer_is_left(monkeypatch):
    monkeypatch.setattr(transport, "LARGEST_ANSWER", 2 * MEGABYTE)
    with server(lambda: repeat(b"x" * 65536)) as url:
        with pytest.raises(UnreadablePayload, match="larger than 2 MB"):
            transport.send("GET", url, operation="getOrder", timeout=10)


def test_an_answer_that_unpacks_without_end_is_left(monkeypatch, bomb):
    monkeypatch.setattr(transport, "LARGEST_ANSWER", 2 * MEGABYTE)
    headers = [("Content-Encoding", "gzip")]
    with server(lambda: [bomb], headers) as url, memory_below(200 * MEGABYTE):
        with pytest.raises(UnreadablePayload, match="larger than 2 MB"):
            transport.send("GET", url, operation="getOrder", timeout=10)


def test_a_transfer_that_breaks_may_succeed_later():
    with server(lambda: [b"half"], [("Content-Length", "8")]) as url, pytest.raises(Unavailable):
        download(url, "getReportDocument", api_url=url, timeout=5)


TEXT = "seller-sku\tstatus\n" + "MUG\tActive\n" * 50


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        gzip.compress(TEXT.encode()),
        gzip.compress(TEXT[:100].encode()) + gzip.compress(TEXT[100:].encode()) + b"\0" * 512,
        gzip.compress(gzip.compress(TEXT.encode())),
        gzip.compress(b"") + gzip.compress(TEXT.encode()),
    ],
    ids=["plain", "packed", "two members and padding", "packed twice", "empty member first"],
)
@pytest.mark.parametrize("headers", [[], [("Content-Encoding", "gzip")]], ids=["", "said"])
def test_the_bytes_tell_how_a_document_is_packed(content, headers):
    with server(lambda: [content], headers) as url:
        document = download(url, "getReportDocument", api_url=url, timeout=5)
    assert document.text() == TEXT
    assert "\n".join(document.lines()) + "\n" == TEXT


@pytest.mark.parametrize("damage", [lambda data: data[:-9], lambda data: data[:-8] + b"x" * 8])
def test_a_damaged_document_says_so(damage):
    document = Document(damage(gzip.compress(TEXT.encode())))
    for read in (document.text, lambda: list(document.lines())):
        with pytest.raises(UnreadableDocument, match="damaged|cut short"):
            read()


def test_lines_of_a_large_report_do_not_stand_in_memory():
    rows = "".join(f"SKU-{number:06}\tActive {'x' * 200}\n" for number in range(100_000))
    document = Document(gzip.compress(rows.encode()))
    del rows
    with memory_below(16 * MEGABYTE):
        assert sum(1 for _line in document.lines()) == 100_000


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\n\r\0\ufeff"))))
def test_lines_are_those_of_the_text(lines):
    text = "\r\n".join(lines)
    document = Document(gzip.compress(text.encode()))
    assert list(document.lines()) == (text.split("\r\n") if text else [])[: len(lines)] or (
        # A line end at the very end begins no further line.
        lines and not lines[-1] and list(document.lines()) == lines[:-1]
    )


class Documents(DocumentsCaller):
    """Whose documents all lie at one address."""

    def __init__(self, url):
        self.url, self.asked, self._timeout, self._api_url = url, 0, 5, url

    def _call(self, *_arguments):
        self.asked += 1
        return {"url": self.url}


@pytest.mark.parametrize(("status", "asked"), [(403, 2), (404, 1)])
def test_a_document_that_is_served_no_longer_is_an_expired_reference(status, asked):
    with server(list, status=status) as url:
        documents_of_amazon = Documents(url)
        with pytest.raises(ExpiredReference):
            documents_of_amazon._download("getReportDocument", "/{}", "1")
    assert documents_of_amazon.asked == asked
