"""Ids and secrets are found in whatever somebody pastes."""

import pytest

from spapi.pasting import find_credentials

CLIENT = "amzn1.application-oa2-client.0f3c1a2b4d5e6f708192a3b4c5d6e7f8"
SECRET = "amzn1.oa2-cs.v1.9a8b7c6d5e4f30211203f4e5d6c7b8a9"  # noqa: S105
TOKEN = "Atzr|IwEBIJedGXjDqsU_vMxykqOMg-SHfYe3CPcedueWEMWSDMaDnEmW8WYUZ4"  # noqa: S105
ALL = {"client_id": CLIENT, "client_secret": SECRET, "refresh_token": TOKEN}
OLD = "0123456789abcdef" * 4


@pytest.mark.parametrize(
    "text",
    [
        f"{CLIENT}\n{SECRET}\n{TOKEN}",
        f"Client identifier: {CLIENT} Client secret: {SECRET} Refresh token: {TOKEN}",
        f'{{"client_id": "{CLIENT}", "client_secret": "{SECRET}", "refresh_token": "{TOKEN}"}}',
        f"LWA_ID='{CLIENT}';\nLWA_SECRET=\u201c{SECRET}\u201d;\nTOKEN=`{TOKEN}`",
        f"> {TOKEN}\u200b,\n>\t\u00a0{SECRET}\u00a0\r\n> {CLIENT[:20]}\u00ad{CLIENT[20:]}",
        f"<td>{CLIENT}</td><td>{SECRET}</td><td>{TOKEN}</td>",
    ],
)
def test_all_three_are_found_in_any_order_with_anything_around_them(text):
    assert find_credentials(text) == ALL


def test_a_refresh_token_broken_into_lines_by_a_mail_program_is_whole_again():
    longer = TOKEN + "a1B2" * 60
    lines = "\n> ".join(longer[start : start + 72] for start in range(0, len(longer), 72))

    found = find_credentials(f"> {lines}\n> {CLIENT}")

    assert found == {"refresh_token": longer, "client_id": CLIENT}


def test_a_value_on_the_next_line_is_no_rest_of_a_token():
    found = find_credentials(f"{TOKEN}\n{OLD}\nbest regards")

    assert found == {"refresh_token": TOKEN, "client_secret": OLD}


def test_of_two_secrets_the_newer_one_counts():
    assert find_credentials(f"old {SECRET}0\nnew {SECRET}")["client_secret"] == SECRET


def test_the_applications_id_is_found_too():
    text = "Application ID\tamzn1.sp.solution.1234-ab"
    assert find_credentials(text) == {"application_id": "amzn1.sp.solution.1234-ab"}


@pytest.mark.parametrize("text", ["", "hello", "amzn1.application", "Atzr", "Atza|IwEB"])
def test_nothing_is_made_up(text):
    assert find_credentials(text) == {}


def test_a_secret_of_a_later_form_is_one_too():
    later = SECRET.replace(".v1.", ".v2.")
    assert find_credentials(f"secret: {later}") == {"client_secret": later}
