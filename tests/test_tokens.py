"""The cache of access tokens."""

import threading

import pytest

from spapi import tokens
from spapi.credentials import Credentials
from spapi.errors import Unavailable
from spapi.tokens import TokenCache

URL = "https://api.amazon.com/auth/o2/token"
SELLER = Credentials("app", "secret", "refresh")


class Endpoint:
    """Stands for Login with Amazon: counts, and answers slowly enough for threads to meet."""

    def __init__(self):
        self.forms = []
        self.entered = threading.Event()
        self.release = threading.Event()
        self.release.set()

    def __call__(self, url, form):
        self.forms.append((url, form))
        self.entered.set()
        self.release.wait(5)
        return {"access_token": f"Atza|{len(self.forms)}", "expires_in": 3600}


class Clock:
    now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def endpoint(monkeypatch):
    endpoint = Endpoint()
    monkeypatch.setattr(tokens, "request_tokens", endpoint)
    return endpoint


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def cache(clock):
    return TokenCache(clock)


def test_eight_threads_make_one_call(endpoint, cache):
    endpoint.release.clear()
    values = []
    threads = [
        threading.Thread(target=lambda: values.append(cache.get(SELLER, URL).value))
        for _number in range(8)
    ]
    for thread in threads:
        thread.start()
    endpoint.entered.wait(5)
    endpoint.release.set()
    for thread in threads:
        thread.join(5)
    assert values == ["Atza|1"] * 8
    assert len(endpoint.forms) == 1


def test_a_slow_answer_for_one_seller_does_not_hold_up_another(endpoint, cache):
    other = Credentials("app", "secret", "other")
    cache.get(other, URL)
    endpoint.entered.clear()
    endpoint.release.clear()
    waiting = threading.Thread(target=cache.get, args=(SELLER, URL))
    waiting.start()
    endpoint.entered.wait(5)
    assert cache.get(other, URL).value == "Atza|1"
    endpoint.release.set()
    waiting.join(5)


def test_any_number_of_sellers_keep_their_tokens(endpoint, cache):
    sellers = [Credentials("app", "secret", f"refresh {number}") for number in range(50)]
    for _round in range(3):
        for seller in sellers:
            cache.get(seller, URL)
    assert len(endpoint.forms) == 50


@pytest.mark.parametrize(
    ("credentials", "url"),
    [
        (Credentials("other app", "secret", "refresh"), URL),
        (Credentials("app", "mistyped", "refresh"), URL),
        (Credentials("app", "secret", "other seller"), URL),
        (SELLER, "http://127.0.0.1/auth/o2/token"),
    ],
)
def test_a_token_serves_nobody_else(endpoint, cache, credentials, url):
    assert cache.get(SELLER, URL).value != cache.get(credentials, url).value


def test_a_token_is_renewed_a_minute_before_its_end(endpoint, cache, clock):
    cache.get(SELLER, URL)
    clock.now += 3539
    assert cache.get(SELLER, URL).value == "Atza|1"
    clock.now += 1
    assert cache.get(SELLER, URL).value == "Atza|2"


def test_a_refused_token_is_dropped_once(endpoint, cache):
    first = cache.get(SELLER, URL)
    cache.forget(SELLER, URL, first)
    second = cache.get(SELLER, URL)
    cache.forget(SELLER, URL, first)
    assert cache.get(SELLER, URL) is second


def test_a_token_is_fresh_for_a_minute(endpoint, cache, clock):
    token = cache.get(SELLER, URL)
    assert cache.is_fresh(token)
    clock.now += 60
    assert not cache.is_fresh(token)


def test_an_answer_without_a_token_is_no_token(monkeypatch, cache):
    monkeypatch.setattr(tokens, "request_tokens", lambda url, form: {"expires_in": 3600})
    with pytest.raises(Unavailable):
        cache.get(SELLER, URL)


def test_the_token_does_not_show_its_value(endpoint, cache):
    assert "Atza" not in repr(cache.get(SELLER, URL))


@pytest.mark.parametrize("told", ["3600", None, "soon", "nan", -5])
def test_a_lifetime_that_is_left_out_or_written_otherwise_is_the_usual_one(
    monkeypatch, cache, clock, told
):
    calls = []

    def answer(_url, _form):
        calls.append(told)
        return {"access_token": f"Atza|{len(calls)}", "expires_in": told}

    monkeypatch.setattr(tokens, "request_tokens", answer)
    assert cache.get(SELLER, URL).value == "Atza|1"
    clock.now += 3000
    assert cache.get(SELLER, URL).value == "Atza|1"
    clock.now += 600
    assert cache.get(SELLER, URL).value == "Atza|2"
