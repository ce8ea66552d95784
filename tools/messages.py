"""Translatable strings: collect them (`make messages`), or check that every language has them all (`--check`).

`python -m tools.messages es` makes the file of a new language as well.

Python and templates are read with Django's own template translator and Babel, so no gettext program is needed.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path

import django
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

from tools.checks.tree import ROOT, Tree
from tools.message_rules import broken, unpolished

SOURCE = "src/openletter/"
LOCALE = ROOT / SOURCE / "locale"
# No dates and no names: the history of the repository has them, and a file changes only when its words do.
HEAD = """\
# Words of the interface. How to work on them: docs/develop/translating.md.
# This file is distributed under the same license as Openletter.
#
msgid ""
msgstr ""
"Project-Id-Version: Openletter\\n"
"Language: {language}\\n"
"Plural-Forms: {plurals}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""
FUNCTIONS: dict[str, tuple[object, ...] | None] = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop")),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}


def collect() -> Catalog:
    """Every string marked for translation in the product, with where it stands."""
    catalog = Catalog(project="Openletter", charset="utf-8")
    tree = Tree.tracked()
    for name in tree.ending(".py", ".html", ".txt", under=SOURCE):
        if "/migrations/" in name or (not name.endswith(".py") and "/templates/" not in name):
            continue
        for words, comments, context in _marked(name, tree.text(name)):
            catalog.add(words, locations=[(name, 0)], auto_comments=comments, context=context)
    return catalog


def _marked(name: str, text: str) -> Iterator[tuple[object, list[str], str | None]]:
    if not name.endswith(".py"):
        from django.conf import settings
        from django.utils.translation.template import templatize

        if not settings.configured:
            settings.configure()
        # What is no string comes out as X's at the place it stood: how far a line is indented means nothing.
        text = "\n".join(line.lstrip() for line in templatize(text, origin=name).split("\n"))
    source = io.BytesIO(text.encode())
    found = extract("python", source, FUNCTIONS, comment_tags=["Translators:"], options={"encoding": "utf-8"})
    for _line, words, comments, context in found:
        if words:
            yield words, comments, context


def languages() -> tuple[str, ...]:
    """The languages that have a file, by code."""
    return tuple(sorted(file.parents[1].name for file in LOCALE.glob("*/LC_MESSAGES/django.po")))


def plurals(language: str) -> str:
    """How a language tells one from many: the rule of the framework's own catalog, as both are looked up as one.

    Raises FileNotFoundError for a language the framework does not speak.
    """
    theirs = Path(django.__file__).parent / "conf" / "locale" / language / "LC_MESSAGES" / "django.po"
    with theirs.open("rb") as source:
        catalog = read_po(source, locale=language)
    return str(dict(catalog.mime_headers)["Plural-Forms"]).rstrip("; ") + ";"


def path_of(language: str) -> Path:
    """The file translators of a language work in."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def read(language: str) -> Catalog:
    """What a language has today; empty when it has nothing."""
    head = HEAD.format(language=language, plurals=plurals(language))
    path = path_of(language)
    text = path.read_text(encoding="utf-8") if path.exists() else head
    return read_po(io.BytesIO(text.encode()), locale=language)


def write(language: str, catalog: Catalog) -> None:
    """Write a language's file: by source file, without line numbers and dates, so that a change stays small."""
    body = io.BytesIO()
    write_po(body, catalog, 110, omit_header=True, sort_by_file=True, include_lineno=False, ignore_obsolete=True)
    path_of(language).parent.mkdir(parents=True, exist_ok=True)
    head = HEAD.format(language=language, plurals=plurals(language))
    path_of(language).write_text(head + body.getvalue().decode(), encoding="utf-8")


def update(*new: str) -> int:
    """Bring each language's file up to date, and make those of `new` ones: new strings empty, gone ones removed."""
    wanted = collect()
    for language in sorted({*languages(), *new}):
        catalog = read(language)
        catalog.update(wanted, no_fuzzy_matching=True, update_creation_date=False)
        catalog.obsolete.clear()
        write(language, catalog)
        print(f"{language}: {len(wanted)} strings, {len(untranslated(catalog))} without a translation")
    return 0


def untranslated(catalog: Catalog) -> list[Message]:
    """Messages with a plural form or the whole translation missing."""
    return [message for message in catalog if message.id and not _is_full(message, catalog.num_plurals)]


def _is_full(message: Message, plurals: int) -> bool:
    if isinstance(message.id, (list, tuple)):
        forms = message.string if isinstance(message.string, (list, tuple)) else ()
        return len(forms) == plurals and all(forms)
    return bool(message.string)


def check() -> int:
    """Every string is in every language, whole, sure and with the same placeholders. 1 and a list when not."""
    wanted = _names(collect())
    found: list[str] = []
    for language in languages():
        catalog = read(language)
        have = _names(catalog)
        found += [f"{language}: not collected yet: {words!r}" for words, _ in sorted(wanted - have, key=str)]
        found += [f"{language}: no longer used: {words!r}" for words, _ in sorted(have - wanted, key=str)]
        found += [f"{language}: not translated: {message.id!r}" for message in untranslated(catalog)]
        found += [f"{language}: {complaint}" for message in catalog if message.id for complaint in broken(message)]
        found += [f"{language}: {complaint}" for text in _texts(catalog) for complaint in unpolished(language, text)]
    print("\n".join(found) if found else f"{len(wanted)} strings in {len(languages())} languages")
    if any("not collected" in line or "no longer" in line for line in found):
        print("`make messages` brings the files up to date.")
    return 1 if found else 0


def _texts(catalog: Catalog) -> Iterator[str]:
    for message in catalog:
        if message.id:
            yield from (message.string,) if isinstance(message.string, str) else message.string


def _names(catalog: Catalog) -> set[tuple[str, str | None]]:
    singular = ((message.id if isinstance(message.id, str) else message.id[0], message.context) for message in catalog)
    return {(words, context) for words, context in singular if words}


if __name__ == "__main__":
    sys.exit(check() if "--check" in sys.argv else update(*sys.argv[1:]))
