"""What may stand in a page: cases, pages and pictures of the section that writes it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.admin.forms.pages import WagtailAdminPageForm
from wagtail.fields import RichTextField, StreamField
from wagtail.images import get_image_model
from wagtail.models import Page

from openletter.cases.models import Case
from openletter.sections.access import Right, may


class OwnPageForm(WagtailAdminPageForm):
    """A page's form: nothing of another section is named in it, whatever is sent."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "cases" in self.formsets:
            formset = self.formsets["cases"]
            formset.form = _naming(formset.form, self._cases())

    def clean(self) -> dict[str, Any]:
        """Refuse pages and pictures that are not of this section, with the error beside the piece's field."""
        cleaned: dict[str, Any] = super().clean()
        if self.for_user is not None and self.for_user.is_superuser:
            return cleaned
        for field in self.instance._meta.get_fields():
            if isinstance(field, StreamField | RichTextField) and cleaned.get(field.name):
                if any(not self._own(model, pk) for model, pk in _named_in(field, cleaned[field.name])):
                    said = _("A page or picture in it belongs to another section. Choose one of this section.")
                    self.add_error(field.name, forms.ValidationError(said))
        return cleaned

    @property
    def _home(self) -> Any:
        from openletter.web.models import HomePage

        page = self.instance if self.instance.path and self.instance.pk else self.parent_page
        return HomePage.objects.get(path=page.path[: 2 * Page.steplen])

    def _own(self, model: type, pk: str) -> bool:
        if issubclass(model, Page):
            homes = self._home.section.homes.all()
            here = Q(pk__in=()) if not homes else _under(homes)
            return Page.objects.filter(here, pk=pk).exists()
        if issubclass(model, get_image_model()):
            used = {found for found in _pictures_before(self.instance)}
            own = get_image_model().objects.filter(collection__pictures_of__section=self._home.section_id, pk=pk)
            return pk in used or own.exists()
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


def _pictures_before(instance: Any) -> Iterator[str]:
    """Pictures that stood in the page as it was last saved: they came in by a way that asked."""
    if not instance.pk:
        return
    before = type(instance).objects.get(pk=instance.pk)
    for field in before._meta.get_fields():
        if isinstance(field, StreamField):
            yield from (pk for model, pk in _named_in(field, getattr(before, field.name)) if model is get_image_model())


def _naming(base: type[forms.ModelForm], cases: QuerySet[Case]) -> type[forms.ModelForm]:
    """The form of one case of a story, which offers these cases by their titles."""

    class OneCase(base):  # type: ignore[misc,valid-type]
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            field = self.fields["case"]
            field.queryset = cases
            field.label_from_instance = _titled

    return OneCase


def _titled(case: Case) -> str:
    words = case.in_language((get_language() or "en").split("-")[0])
    return words.title if words else case.key
