"""What may stand in a page: cases, pages and pictures of the section that writes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.admin.forms.pages import WagtailAdminPageForm
from wagtail.fields import RichTextField, StreamField
from wagtail.images import get_image_model
from wagtail.models import Page

from openletter.cases.models import Case
from openletter.kernel import clock
from openletter.sections.access import Right, may
from openletter.sections.credits import called
from openletter.web.newsroom.naming import said_on, texts_in


class OwnPageForm(WagtailAdminPageForm):
    """A page's form: nothing of another section is named in it, whatever is sent."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "cases" in self.formsets:
            formset = self.formsets["cases"]
            formset.form = _naming(formset.form, "case", self._cases(), _titled)
        if "credits" in self.formsets:
            formset = self.formsets["credits"]
            formset.form = _naming(formset.form, "contributor", self._home.section.contributors.all(), called)

    def clean(self) -> dict[str, Any]:
        """Turn away who names a page or picture of another section: no chooser offers them."""
        cleaned: dict[str, Any] = super().clean()
        self._names_nobody(cleaned)
        if self.for_user is None or self.for_user.is_superuser:
            return cleaned
        before = set(_before(self.instance))
        for field in _streams(self.instance):
            named = set(_named_in(field, cleaned[field.name])) if cleaned.get(field.name) else set()
            if not all(self._own(model, pk) for model, pk in named - before):
                raise PermissionDenied
        return cleaned

    def _names_nobody(self, cleaned: dict[str, Any]) -> None:
        """Turn away who names somebody at risk on a page that nobody else looks at; stories are looked at.

        Who may not be shown is turned away whenever the page is saved, also where the name stood before.
        """
        if "publish" not in self.instance.by_hand:
            return
        # The page types name this form: what asks the database is imported once they are there.
        from openletter.cases.operations.naming import NamesSomebody, names_of, read_by, require_nobody_withheld
        from openletter.cases.queries.naming import named_in

        today, knows = clock.today(), read_by(self.for_user)
        try:
            named = require_nobody_withheld(texts_in(cleaned.values()), on=today, knows=knows)
        except NamesSomebody as refusal:
            raise forms.ValidationError(refusal.message) from refusal
        saved = type(self.instance).objects.filter(pk=self.instance.pk).first() if named and self.instance.pk else None
        before = {each.case for each in named_in(said_on(saved), on=today)} if saved else set()
        if new := [each for each in named if each.case not in before]:
            raise forms.ValidationError(
                # Translators: %(names)s is a list of names of people at risk.
                _("This page names %(names)s. Write a story of the case instead: somebody else looks at it first.")
                % {"names": names_of(new)}
            )

    @property
    def _home(self) -> Any:
        from openletter.web.models import HomePage

        page = self.instance if self.instance.path and self.instance.pk else self.parent_page
        return HomePage.objects.get(path=page.path[: 2 * Page.steplen])

    def _own(self, model: type, pk: str) -> bool:
        if issubclass(model, Page):
            return Page.objects.filter(_under(self._home.section.homes.all()), pk=pk).exists()
        if issubclass(model, get_image_model()):
            own = get_image_model().objects.filter(collection__pictures_of__section=self._home.section_id, pk=pk)
            return own.exists()
        return True

    def _cases(self) -> QuerySet[Case]:
        """Cases with a page on the section's site, and its own ones where the person may see them."""
        from openletter.web.models import CasePage

        home = self._home
        shown = CasePage.objects.filter(_under(home.section.homes.all())).values("case_id")
        wanted = Q(pk__in=shown)
        if self.for_user is None or may(self.for_user, Right.SEE_CASES, home.section_id):
            wanted |= Q(section=home.section_id)
        if self.instance.pk:
            wanted |= Q(stories__story=self.instance.pk)
        return Case.objects.filter(wanted).distinct().prefetch_related("words")


def _under(homes: Any) -> Q:
    found = Q(pk__in=())
    for home in homes:
        found |= Q(path__startswith=home.path)
    return found


def _named_in(field: Any, value: Any) -> Iterator[tuple[type, str]]:
    for model, pk, *_rest in field.extract_references(value):
        yield model, str(pk)


def _streams(instance: Any) -> Iterator[Any]:
    yield from (field for field in instance._meta.get_fields() if isinstance(field, StreamField | RichTextField))


def _before(instance: Any) -> Iterator[tuple[type, str]]:
    """What the page as it was last saved names: it came in by a way that asked."""
    if instance.pk:
        saved = type(instance).objects.get(pk=instance.pk)
        for field in _streams(saved):
            yield from _named_in(field, getattr(saved, field.name))


def _naming(
    base: type[forms.ModelForm], name: str, rows: QuerySet[Any], label: Callable[[Any], str]
) -> type[forms.ModelForm]:
    """The form of one row that hangs on a story, which offers these rows, each called as `label` says."""

    class One(base):  # type: ignore[misc,valid-type]
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            field = self.fields[name]
            field.queryset = rows
            field.label_from_instance = label

    return One


def _titled(case: Case) -> str:
    words = case.in_language((get_language() or "en").split("-")[0])
    return words.title if words else case.key
