"""Section keys: made, rotated, missing; and who can open what."""

from datetime import timedelta

import pytest
from tests.world.acts import AT, a_section, an_act, an_action

from openletter.actions.access import open_act
from openletter.config.env import env
from openletter.kernel import marks
from openletter.kernel.audit import SYSTEM
from openletter.kernel.models import AuditEntry, ChangeMark, DataKey, SealingKey
from openletter.kernel.sealing import CannotOpen
from openletter.supporters import access, operations, queries

LATER = AT + timedelta(hours=1)


@pytest.fixture
def section(db):
    return a_section()


@pytest.fixture(autouse=True)
def _forget_keys_in_memory():
    access._data_key.cache_clear()


def file_of(key):
    return env().key_dir / f"{key.id}.key"


def test_a_new_key_is_announced_only_with_its_private_half_in_place(section):
    key = queries.sealing_key_of(section)
    assert file_of(key).stat().st_mode & 0o777 == 0o600
    assert len(file_of(key).read_bytes()) == 96
    assert bytes(key.public) not in file_of(key).read_bytes()
    assert AuditEntry.objects.filter(verb="made a key", section=section.key).count() == 1


def test_a_new_key_retires_the_old_one_and_tells_the_fronts(section):
    old, mark = queries.sealing_key_of(section), ChangeMark.objects.get(name=marks.RULES).version
    new = operations.new_section_key(section, LATER)
    assert queries.sealing_key_of(section) == new
    assert SealingKey.objects.get(pk=old.pk).retired_at == LATER
    assert ChangeMark.objects.get(name=marks.RULES).version > mark


def test_rotation_keeps_old_acts_readable_without_the_old_private_key(section):
    action = an_action(section)
    act, old = an_act(action), queries.sealing_key_of(section)
    sealed_before = bytes(type(action).objects.get(pk=action.pk).taken.get(pk=act).sealed)
    operations.new_section_key(section, LATER)
    assert operations.rewrap_data_keys(section) == 1
    assert operations.rewrap_data_keys(section) == 0
    file_of(old).unlink()
    assert open_act(act, by=SYSTEM, purpose="test", at=LATER).email == "rim@people.example"
    assert bytes(action.taken.get(pk=act).sealed) == sealed_before


def test_the_old_key_is_called_removable_only_once_nothing_needs_it(section):
    an_act(an_action(section))
    operations.new_section_key(section, LATER)
    assert [key.removable for key in queries.keys_standing()] == [False, False]
    operations.rewrap_data_keys(section)
    assert [(key.removable, key.data_keys) for key in queries.keys_standing()] == [(True, 0), (False, 1)]


def test_without_the_private_key_nothing_opens(section):
    act = an_act(an_action(section))
    file_of(queries.sealing_key_of(section)).unlink()
    with pytest.raises(CannotOpen, match="No private key"):
        open_act(act, by=SYSTEM, purpose="test", at=LATER)


def test_another_sections_key_opens_nothing(section):
    other, act = a_section("xr"), an_act(an_action(section))
    DataKey.objects.update(sealing_key=queries.sealing_key_of(other))
    with pytest.raises(CannotOpen):
        open_act(act, by=SYSTEM, purpose="test", at=LATER)


def test_a_public_node_refuses_to_open_even_where_the_files_lie(section, monkeypatch):
    act = an_act(an_action(section))
    monkeypatch.setenv("OPENLETTER_ROLE", "public")
    env.cache_clear()
    try:
        with pytest.raises(CannotOpen, match="public node"):
            open_act(act, by=SYSTEM, purpose="test", at=LATER)
        with pytest.raises(CannotOpen, match="public node"):
            operations.new_section_key(section, LATER)
    finally:
        monkeypatch.undo()
        env.cache_clear()


def test_sections_without_a_key_are_named(section):
    assert queries.sections_without_key() == []
    bare = a_section("xr", with_key=False)
    assert queries.sections_without_key() == [bare]


def test_a_contact_never_shows_itself(section):
    contact = open_act(an_act(an_action(section)), by=SYSTEM, purpose="test", at=LATER)
    assert "rim" not in f"{contact!r} {contact}".lower()
