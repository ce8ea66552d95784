"""The proof of work: right answers pass once, everything else does not."""

import base64
import json
from datetime import timedelta
from typing import Any

import pytest
from altcha import Challenge, Payload, Solution, solve_challenge

from openletter.actions.intake import proof
from openletter.actions.intake.proof import PROOF_LIVES, Proofs
from openletter.kernel import clock

AT = clock.now()


def answer(challenge: dict[str, Any]) -> str:
    parsed = Challenge.from_dict(challenge)
    return str(Payload(parsed, solve_challenge(parsed)).to_base64())


@pytest.fixture
def proofs(monkeypatch: pytest.MonkeyPatch) -> Proofs:
    for name, value in {"COST": 10, "LEAST_TRIES": 1, "MOST_TRIES": 20}.items():
        monkeypatch.setattr(proof, name, value)
    return Proofs("a key")


def test_a_right_answer_passes_once(proofs: Proofs) -> None:
    given = answer(proofs.challenge(at=AT))
    assert proofs.accepts(given, at=AT)
    assert not proofs.accepts(given, at=AT)


def test_the_same_answer_in_other_clothes_is_still_used(proofs: Proofs) -> None:
    given = answer(proofs.challenge(at=AT))
    assert proofs.accepts(given, at=AT)
    other = json.loads(base64.b64decode(given))
    other["solution"]["time"] = 5
    assert not proofs.accepts(base64.b64encode(json.dumps(other).encode()).decode(), at=AT)


def test_guesses_and_changes_do_not_pass(proofs: Proofs) -> None:
    challenge = Challenge.from_dict(proofs.challenge(at=AT))
    assert not proofs.accepts(str(Payload(challenge, Solution(3, "00" * 32)).to_base64()), at=AT)
    solution = solve_challenge(challenge)
    challenge.parameters.expires_at += 10_000
    assert not proofs.accepts(str(Payload(challenge, solution).to_base64()), at=AT)


def test_another_installation_s_challenge_does_not_pass(proofs: Proofs) -> None:
    assert not proofs.accepts(answer(Proofs("another key").challenge(at=AT)), at=AT)


def test_a_challenge_runs_out(proofs: Proofs) -> None:
    given = answer(proofs.challenge(at=AT - PROOF_LIVES - timedelta(seconds=1)))
    assert not proofs.accepts(given, at=AT)


@pytest.mark.parametrize("junk", ["", "x", "e30=", "A" * 5_000, "[]", base64.b64encode(b"[" * 900).decode(), "é"])
def test_junk_is_refused_without_an_error(junk: str, proofs: Proofs) -> None:
    assert not proofs.accepts(junk, at=AT)


def test_what_is_remembered_is_bounded_and_forgets_the_oldest(proofs: Proofs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof, "MOST_REMEMBERED", 3)
    given = [answer(proofs.challenge(at=AT)) for _ in range(6)]
    assert all(proofs.accepts(one, at=AT) for one in given)
    assert len(proofs._used) == 3
    assert not proofs.accepts(given[-1], at=AT)
