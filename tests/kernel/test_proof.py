"""The proof of work: right answers pass once, everything else does not."""

import base64
import json
import time

import pytest
from altcha import Challenge, Payload, Solution, solve_challenge
from tests.world.acts import a_section

from openletter.kernel import proof
from openletter.sections.models import Section


def answer(challenge):
    parsed = Challenge.from_dict(challenge)
    return Payload(parsed, solve_challenge(parsed)).to_base64()


@pytest.fixture
def easy(monkeypatch):
    monkeypatch.setattr(proof, "COUNTER", range(1, 20))
    monkeypatch.setattr(proof, "ROUNDS", 10)


@pytest.mark.usefixtures("easy")
def test_a_right_answer_passes_once():
    given = answer(proof.new_challenge())
    assert proof.verify(given)
    assert not proof.verify(given)


@pytest.mark.usefixtures("easy")
def test_the_same_answer_in_other_clothes_is_still_used():
    given = answer(proof.new_challenge())
    assert proof.verify(given)
    reordered = json.loads(base64.b64decode(given))
    reordered["solution"]["time"] = 5
    assert not proof.verify(base64.b64encode(json.dumps(reordered).encode()).decode())


@pytest.mark.usefixtures("easy")
def test_guesses_and_changes_do_not_pass():
    challenge = Challenge.from_dict(proof.new_challenge())
    assert not proof.verify(Payload(challenge, Solution(3, "00" * 32)).to_base64())
    solution = solve_challenge(challenge)
    challenge.parameters.expires_at += 10_000
    assert not proof.verify(Payload(challenge, solution).to_base64())


@pytest.mark.usefixtures("easy")
def test_an_answer_runs_out(monkeypatch):
    given = answer(proof.new_challenge())
    later = time.time() + proof.VALID.total_seconds() + 1
    monkeypatch.setattr(time, "time", lambda: later)
    assert not proof.verify(given)


@pytest.mark.parametrize("junk", ["", "x", "e30=", "A" * 5_000, "[]", base64.b64encode(b"[" * 900).decode(), "é"])
def test_junk_is_refused_without_an_error(junk):
    assert not proof.verify(junk)


def test_memory_is_bounded(monkeypatch):
    monkeypatch.setattr(proof, "REMEMBERED", 3)
    spent, end = proof._Spent(), time.time() + 60
    assert all(spent.first_time(str(n), end + n) for n in range(10))
    assert len(spent._known) == len(spent._by_end) == 3
    assert not spent.first_time("9", end)


def test_only_a_section_that_asks_for_proof_hands_out_challenges(client, db):
    section = a_section()
    assert client.get(f"/proof/{section.key}").status_code == 404
    Section.objects.update(proof_of_work=True)
    response = client.get(f"/proof/{section.key}")
    assert response["Cache-Control"].startswith("max-age=0")
    assert set(response.json()) == {"parameters", "signature"}
    assert client.post(f"/proof/{section.key}").status_code == 405
