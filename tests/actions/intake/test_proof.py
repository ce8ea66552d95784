"""A proof of work is accepted once, and only if it is one of ours; the form's token is of its action."""

from __future__ import annotations

import base64
import json
from datetime import timedelta

import altcha

from openletter.actions.intake.proof import ALGORITHM, FormTokens, Proofs
from openletter.kernel import clock, tokens

KEY = "k" * 40


def solved(proofs: Proofs) -> str:
    """What the browser's worker sends after its work."""
    challenge = altcha.Challenge.from_dict(proofs.challenge(at=clock.now()))
    assert challenge.parameters.algorithm == ALGORITHM
    solution = altcha.solve_challenge(challenge)
    assert solution is not None
    return altcha.Payload(challenge, solution).to_base64()


def test_a_solved_puzzle_is_taken_once() -> None:
    proofs = Proofs(KEY)
    payload = solved(proofs)
    assert proofs.accepts(payload, at=clock.now())
    assert not proofs.accepts(payload, at=clock.now())


def test_what_is_not_ours_or_was_changed_is_not_taken() -> None:
    proofs = Proofs(KEY)
    assert not Proofs("another" * 8).accepts(solved(proofs), at=clock.now())
    payload = json.loads(base64.b64decode(solved(proofs)))
    payload["solution"]["derivedKey"] = "00" * 32
    assert not proofs.accepts(base64.b64encode(json.dumps(payload).encode()).decode(), at=clock.now())
    for nonsense in ("", "x", "e30=", "x" * 5_000):
        assert not proofs.accepts(nonsense, at=clock.now())


def test_a_form_says_how_old_it_is_and_of_which_action() -> None:
    forms = FormTokens(KEY)
    token = tokens.sign_for_now("abc", purpose="form", key=KEY)
    age = forms.age(token, ref="abc", at=clock.now() + timedelta(seconds=30))
    assert age is not None
    assert timedelta(seconds=29) <= age <= timedelta(seconds=32)
    assert forms.age(token, ref="abd", at=clock.now()) is None
    assert forms.age(token + "x", ref="abc", at=clock.now()) is None
    assert forms.age(tokens.sign_for_now("abc", purpose="thanks", key=KEY), ref="abc", at=clock.now()) is None
    assert forms.age("x" * 10_000, ref="abc", at=clock.now()) is None
