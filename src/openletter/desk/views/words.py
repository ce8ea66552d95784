"""The words of a case or an action in the language it was written in; other languages are translated."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.db import transaction
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.html import strip_tags
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.rich_text import get_rich_text_editor_widget
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.fields import RichTextField

from openletter.actions.models import Action, Demand
from openletter.actions.operations import changing as action_changing
from openletter.cases.models import Case
from openletter.cases.operations import changing as case_changing
from openletter.cases.operations.opening import Shown
from openletter.cases.rules import Visibility
from openletter.desk.audited import MARKS
from openletter.desk.fields import RichText
from openletter.desk.opened import note
from openletter.desk.seeing import sees
from openletter.desk.views.cases import SENT_BACK, WAITS
from openletter.desk.views.deed import Deed
from openletter.desk.views.translating import APART, OVERVIEWS, Translate, thing_within
from openletter.desk.writing_on import WritesOn
from openletter.kernel import audit, clock, marks, words
from openletter.kernel.audit import Actor
from openletter.kernel.languages import direction, endonym, known, preference
from openletter.kernel.refusals import Refused
from openletter.sections.access import Right, may, within
from openletter.translations.texts import source_of

KINDS: dict[str, tuple[Any, str, Right]] = {
    "case": (Case, "cases:inspect", Right.SEE_CASES),
    "action": (Action, "actions:inspect", Right.SEE_ACTIONS),
}
_CHANGING: dict[str, Any] = {"case": case_changing, "action": action_changing}
FORMS = {
    "page": ("wagtailadmin_pages:edit", Right.SITE),
    "section": ("sections:edit", Right.SECTION),
    "campaign": ("campaigns:edit", Right.DIRECTORY),
    "reason": ("reasons:edit", Right.SECTION),
}
PARTS = {
    "case": ("people", "developments", "updates", "context_figures", "outcomes"),
    "action": ("sheets", "demands", "appeals"),
}


@dataclass(frozen=True, slots=True)
class Piece:
    """One field of one fact: what it says elsewhere, and what it says in the wanted language."""

    fact: Any
    name: str
    field: Any
    source: str
    source_language: str
    present: str

    @property
    def shown(self) -> bool:
        """Whether it is asked for: something is said somewhere, or it is what the fact is called."""
        return bool(self.source or self.present or self.name in ("title", "name"))

    @property
    def key(self) -> str:
        """Its name in the form: by the fact's own identity, as what waits to be added has no key yet."""
        return f"{self.fact._meta.model_name}-{self.fact.uid}-{self.name}"


def pieces(fact: Any, kind: str, language: str, *, seen: Collection[str]) -> Iterator[Piece]:
    """All texts of a fact and of what hangs on it, as a page tells them; of facts with a mark only those `seen`."""
    yield from _of(fact, language)
    for relation in PARTS[kind]:
        for part in words.with_words(getattr(fact, relation).all()):
            if getattr(part, "visibility", Visibility.PUBLIC) in seen:
                yield from _of(part, language)


def _of(fact: Any, language: str) -> Iterator[Piece]:
    rows = {row.language: row for row in fact.words.all()}
    own = rows.pop(language, None)
    order = preference("en", rows)
    source = rows[order[0]] if order else None
    for translatable in fact.words.model.translatable_fields:
        name = translatable.field_name
        yield Piece(
            fact=fact,
            name=name,
            field=fact.words.model._meta.get_field(name),
            source=getattr(source, name) if source else "",
            source_language=source.language if source else "",
            present=getattr(own, name) if own else "",
        )


class WordsForm(forms.Form):
    """One field for each piece; a fact begun must be whole, a fact left empty stays without words."""

    def __init__(self, *args: Any, pieces: list[Piece], language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pieces, self.language = pieces, language
        for piece in pieces:
            self.fields[piece.key] = _field(piece, language)

    @property
    def rows(self) -> list[tuple[Any, Piece, str]]:
        """Fields with what they are made from, for the template."""
        return [(self[p.key], p, strip_tags(p.source)) for p in self.pieces if p.shown]

    def by_fact(self) -> list[tuple[Any, dict[str, str]]]:
        """What was written, fact by fact; facts left empty are not there."""
        facts: dict[Any, tuple[Any, dict[str, str]]] = {}
        for piece in self.pieces:
            written = facts.setdefault(piece.fact.uid, (piece.fact, {}))[1]
            written[piece.name] = self.cleaned_data.get(piece.key) or ""
        return [(fact, fields) for fact, fields in facts.values() if any(fields.values())]

    def clean(self) -> dict[str, Any]:
        """Refuse a fact whose needed texts are missing, beside the field."""
        data: dict[str, Any] = super().clean() or {}
        begun = {piece.fact.uid for piece in self.pieces if data.get(piece.key) or piece.present}
        for piece in self.pieces:
            if (
                piece.fact.uid in begun
                and piece.shown
                and not piece.field.blank
                and not data.get(piece.key)
                and piece.key not in self.errors
            ):
                self.add_error(piece.key, gettext("This text is needed in each language begun."))
        return data


def _field(piece: Piece, language: str) -> forms.Field:
    own = {"lang": language, "dir": direction(language)}
    longest = piece.field.max_length
    if isinstance(piece.field, RichTextField):
        widget: Any = get_rich_text_editor_widget("default", features=piece.field.features)
        widget.attrs.update(own)
    elif longest:
        widget = forms.TextInput(attrs=own)
    else:
        widget = AdminAutoHeightTextInput(attrs=own)
    kind = RichText if isinstance(piece.field, RichTextField) else forms.CharField
    return kind(
        label=capfirst(piece.field.verbose_name),
        required=False,
        max_length=longest,
        initial=piece.present,
        widget=widget,
    )


class SourceWords(WritesOn, Deed):
    """The words of one case or action in the language it was written in."""

    template_name = "desk/words.html"
    right = Right.WORDS
    shown_on = Shown.WORDS
    form_class = WordsForm
    done = _("The words are kept.")
    button = _("Keep the words")
    explains = _(
        "On the left what is there, on the right your words. What you leave empty is shown in another language."
    )

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the fact; kinds and languages we do not know do not exist."""
        if kwargs["kind"] not in KINDS or kwargs["language"] not in known():
            raise Http404
        self.model, self.overview, self.seeing = KINDS[kwargs["kind"]]
        super().setup(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Of a case, its hidden facts stand here, too: who has them before their eyes is written down."""
        if isinstance(self.subject, Case):
            note(self.request, self.subject, self.shown_on)
        return super().get_context_data(**kwargs)

    @property
    def page_title(self) -> str:
        """The language by its own name."""
        return gettext("Words: %(language)s") % {"language": endonym(self.kwargs["language"])}

    def get_form_kwargs(self) -> dict[str, Any]:
        """The texts."""
        seen = sees(self.request.user, self.subject.section_id)
        shown = _CHANGING[self.kwargs["kind"]].as_it_would_be(self.subject)
        found = list(pieces(shown, self.kwargs["kind"], self.kwargs["language"], seen=seen))
        return {**super().get_form_kwargs(), "pieces": found, "language": self.kwargs["language"]}

    def perform(self, form: Any) -> None:
        """Write them with what was and what is; what readers see already waits for a second person instead."""
        self.require_latest()
        self._refuse_shared_words(form)
        if self.kwargs["kind"] == "case":
            case_changing.written(case=self.subject, write=lambda: self._write(form), **self.who_and_when())
        else:
            self._write_action(action=self.subject, write=lambda: self._write(form), **self.who_and_when())
        if kept := self.change():
            self.done = SENT_BACK if kept.returned_at else WAITS

    def _write(self, form: Any) -> None:
        language = self.kwargs["language"]
        before = {piece.key: piece.present for piece in form.pieces}
        after = {piece.key: form.cleaned_data.get(piece.key, "") for piece in form.pieces}
        with transaction.atomic():
            for fact, fields in form.by_fact():
                # What waits to be added got its key just now, for as long as this lasts.
                row = fact if fact.pk else type(fact)._default_manager.get(uid=fact.uid)
                words.write(row, {language: fields})
            audit.record(
                actor=self.request.user.actor,
                verb=f"words_{language}",
                subject=self.subject,
                at=clock.now(),
                before=before,
                after=after,
                section=self.subject.section.key,
            )
            marks.bump(*MARKS)

    @staticmethod
    @action_changing.written
    def _write_action(*, action: Action, write: Callable[[], None], actor: Actor, at: datetime) -> Action:
        write()
        return action

    def _refuse_shared_words(self, form: Any) -> None:
        """Demands that a section took over are the original's; it puts them into further languages and no more."""
        adapted = isinstance(self.subject, Action) and self.subject.original_id is not None
        changed = (piece for piece in form.pieces if piece.present and piece.key in form.changed_data)
        if adapted and any(isinstance(piece.fact, Demand) for piece in changed):
            raise Refused(gettext("Demands are the original’s. Ask the section that wrote it."))


def words_page(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
    """The words in one language: written, where the thing was written in it; translated everywhere else."""
    if kwargs["kind"] not in OVERVIEWS or kwargs["language"] not in known():
        raise Http404
    if kwargs["kind"] in APART:
        return _words_apart(request, **kwargs)
    model, _overview, seeing = KINDS[kwargs["kind"]]
    rows = model._default_manager.filter(within(request.user, seeing, "section_id")).select_related("section")
    subject = get_object_or_404(rows.prefetch_related("words"), pk=kwargs["pk"])
    view: Any = SourceWords if source_of(subject) == kwargs["language"] else Translate
    answer: HttpResponseBase = view.as_view()(request, **kwargs)
    return answer


def _words_apart(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
    """Pages, sections, campaigns and reasons are written in forms of their own; here they are translated."""
    thing = thing_within(request.user, Right.REVIEW_WORDS, kwargs["kind"], kwargs["pk"])
    language = kwargs["language"]
    if source_of(thing) != language:
        return Translate.as_view()(request, **kwargs)
    form, right = FORMS[kwargs["kind"]]
    if not may(request.user, right, thing.section_id):
        raise Http404
    return redirect(form, thing.pages[language].pk if kwargs["kind"] == "page" else thing.pk)


urls: list[URLPattern] = [
    path("words/<slug:kind>/<int:pk>/<slug:language>/", words_page, name="desk_words"),
]
