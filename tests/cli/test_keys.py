"""Key pairs as an operator makes, lists and rotates them."""

import pytest

from openletter.cli import main
from openletter.config.env import env
from openletter.kernel.models import SealingKey
from openletter.sections.models import Section

pytestmark = pytest.mark.django_db


@pytest.fixture
def section() -> Section:
    return Section.objects.create(key="north", languages=["en"], default_language="en")


def test_sections_without_a_key_get_one_and_its_private_half_stays_here(
    section: Section, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["keys", "make"]) == 0
    key = SealingKey.objects.get(holder="section:north")
    assert (env().key_dir / f"{key.pk}.key").stat().st_mode & 0o777 == 0o600
    assert main(["keys", "make"]) == 0
    assert SealingKey.objects.count() == 1

    capsys.readouterr()
    main(["keys", "list"])
    line = capsys.readouterr().out
    assert line.startswith(f"section:north  {key.pk}")
    assert "in use; 0 data keys; private half here" in line


def test_rotating_retires_the_old_key(section: Section, capsys: pytest.CaptureFixture[str]) -> None:
    main(["keys", "make"])
    assert main(["keys", "rotate", "north"]) == 0
    assert SealingKey.objects.filter(retired_at=None).count() == 1
    assert SealingKey.objects.count() == 2


def test_a_section_that_is_not_there_is_named_with_those_that_are(
    section: Section, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["keys", "rotate", "south"]) == 1
    assert "there is no section 'south'. Sections: north." in capsys.readouterr().err
