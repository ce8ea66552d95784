"""The contract that both databases keep when they take a batch."""

from __future__ import annotations

import pytest
from tests.actions.intake.rows import a_store, new_act, new_key, noted
from tests.world.acts import AT, a_section, an_action, sums

from openletter.actions.intake.batch import Lost
from openletter.actions.models import ActionTaken
from openletter.actions.rules import ActState
from openletter.kernel.models import DataKey

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_batch_is_rows_one_outbox_entry_one_delta_and_its_data_key() -> None:
    action = an_action(a_section())
    key = new_key(action)
    acts = [new_act(action, person, key) for person in range(150)]
    with a_store() as store:
        assert store.write(acts) == 150
    row = ActionTaken.objects.get(pk=acts[7].id)
    assert (row.action_id, row.section_id, bytes(row.person)) == (action.pk, action.section_id, acts[7].person)
    assert (row.state, row.channel, row.evidence) == (ActState.PENDING, "web_form", "clicked")
    assert (row.language, row.country, row.taken_at) == ("fr", "CA", AT)
    assert (row.to_target, row.public, row.news, row.notice_id) == (True, False, True, None)
    assert bytes(row.sealed or b"") == acts[7].sealed
    assert bytes(DataKey.objects.get(pk=row.data_key_id).wrapped) == b"\x00wrapped"
    assert key.stored
    assert sums(action) == {"unconfirmed": 150}
    (entry,) = noted()
    assert sorted(entry["taken"]) == sorted(act.id.hex for act in acts)
    assert entry["repeated"] == []


def test_one_person_counts_once_and_the_outbox_hears_who_came_again() -> None:
    action = an_action(a_section())
    key = new_key(action)
    with a_store() as store:
        store.write([new_act(action, 1, key)])
        assert store.write([new_act(action, 1, key), new_act(action, 2, key)]) == 1
        assert store.write([new_act(action, 1, key)]) == 0
    assert ActionTaken.objects.count() == 2
    assert sums(action) == {"unconfirmed": 2}
    again = [action.pk, (1).to_bytes(16).hex()]
    assert [entry["repeated"] for entry in noted()] == [[], [again], [again]]


def test_two_clicks_in_one_batch_are_one_act_and_no_news() -> None:
    action = an_action(a_section())
    key = new_key(action)
    with a_store() as store:
        assert store.write([new_act(action, 1, key), new_act(action, 1, key)]) == 1
    assert [(len(entry["taken"]), entry["repeated"]) for entry in noted()] == [(1, [])]


def test_a_batch_written_again_because_its_fate_was_unknown_changes_nothing() -> None:
    action = an_action(a_section())
    key = new_key(action)
    acts = [new_act(action, person, key) for person in range(3)]
    with a_store() as store:
        store.write(acts)
        key.stored = False
        assert store.write(acts) == 0
    assert ActionTaken.objects.count() == 3
    assert sums(action) == {"unconfirmed": 3}
    assert len(noted()) == 1


def test_one_person_may_act_for_two_actions_in_one_batch() -> None:
    section = a_section()
    first, second = an_action(section), an_action(section)
    key = new_key(first)
    with a_store() as store:
        assert store.write([new_act(first, 1, key), new_act(second, 1, key)]) == 2
    assert (sums(first), sums(second)) == ({"unconfirmed": 1}, {"unconfirmed": 1})


def test_nothing_of_a_refused_batch_stays() -> None:
    action = an_action(a_section())
    key = new_key(action)
    bad = new_act(action, 2, key, to_target=None, country=None)
    with a_store() as store:
        with pytest.raises(Exception, match=r"(?i)null|not a code|NoneType"):
            store.write([new_act(action, 1, key), bad])
        assert not key.stored
        assert store.write([new_act(action, 3, key)]) == 1
    assert ActionTaken.objects.count() == 1
    assert len(noted()) == 1
    assert DataKey.objects.filter(pk=key.id).exists()


def test_a_lost_connection_is_told_apart_and_can_be_replaced() -> None:
    action = an_action(a_section())
    key = new_key(action)
    with a_store() as store:
        store.close()
        with pytest.raises(Lost):
            store.write([new_act(action, 1, key)])
        store.reconnect()
        assert store.write([new_act(action, 1, key)]) == 1
