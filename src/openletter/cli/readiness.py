"""Whether this version was prepared on this data folder: fingerprints instead of asking Django, which takes seconds."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from importlib.metadata import distributions
from pathlib import Path

from openletter.cli.translations import stale
from openletter.config.env import Env

PACKAGE = Path(__file__).resolve().parents[1]


def is_prepared(settings: Env) -> bool:
    """Whether `openletter prepare` finished for this database and these files."""
    try:
        noted = json.loads(_note(settings).read_text())
    except (OSError, ValueError):
        return False
    if settings.is_sqlite and not Path(settings.database_url.removeprefix("sqlite:///")).exists():
        return False
    return noted == _fingerprints(settings) and not stale()


def files_stand(settings: Env) -> bool:
    """Whether style sheets, scripts and fonts were collected from these very files and packages."""
    try:
        noted = json.loads(_note(settings).read_text())
    except (OSError, ValueError):
        return False
    now = _fingerprints(settings)
    return (settings.data_dir / "static" / "staticfiles.json").exists() and all(
        noted.get(part) == now[part] for part in ("static", "packages")
    )


def note_prepared(settings: Env) -> None:
    """Remember that everything stands."""
    draft = _note(settings).with_suffix(".new")
    draft.write_text(json.dumps(_fingerprints(settings)))
    draft.replace(_note(settings))


def _note(settings: Env) -> Path:
    return settings.data_dir / "prepared.json"


def _fingerprints(settings: Env) -> dict[str, str]:
    return {
        "database": hashlib.sha256(settings.database_url.encode()).hexdigest(),
        "packages": _hash(sorted(f"{found.name}=={found.version}" for found in distributions())),
        "languages": _hash(sorted(file.parents[1].name for file in PACKAGE.glob("locale/*/LC_MESSAGES/*.po"))),
        "migrations": _hash(_contents(PACKAGE.glob("*/migrations/*.py"))),
        "static": _hash(_contents(path for path in PACKAGE.glob("*/static/**/*") if path.is_file())),
    }


def _contents(files: Iterator[Path]) -> Iterator[str]:
    for file in sorted(files):
        yield str(file.relative_to(PACKAGE))
        yield hashlib.sha256(file.read_bytes()).hexdigest()


def _hash(parts: Iterator[str] | list[str]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.encode() + b"\0")
    return digest.hexdigest()
