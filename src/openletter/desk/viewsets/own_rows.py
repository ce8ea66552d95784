"""What all our lists and forms share: only rows the person may see, every write audited, nothing added unasked."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

from django.contrib.auth.models import Permission
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, reverse
from django.utils.functional import cached_property
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from openletter.desk import said
from openletter.desk.audited import AuditedSave
from openletter.desk.finding import Finding, Found, holding


class List(generic.IndexView):
    """A list of the rows a person may see, in a bounded number of queries."""

    fetched: tuple[str, ...] = ()
    results_template_name = "desk/list_results.html"

    def get_base_queryset(self) -> Any:
        """Only what the policy opens to this person, with what the columns need."""
        rows = self.permission_policy.instances_user_has_any_permission_for(
            self.request.user, self.any_permission_required
        )
        return rows.prefetch_related(*self.fetched)

    def search_queryset(self, queryset: Any) -> Any:
        """By each field apart: joined words would name a row once a language, and weeding those out takes longest."""
        if not self.is_searching:
            return queryset
        return queryset.filter(
            reduce(or_, (holding(self.model, name, self.search_query) for name in self.search_fields))
        )

    def get_paginator(self, *args: Any, **kwargs: Any) -> Any:
        """Counts the rows by the name this list has for them."""
        paginator = super().get_paginator(*args, **kwargs)
        paginator.verbose_name_plural = self.verbose_name_plural
        return paginator

    def paginate_queryset(self, queryset: Any, page_size: int) -> Any:
        """Finds the page by its rows' numbers alone, and only then fetches them, with all that columns need: a late
        page would otherwise reckon and carry along every row before it."""
        found = Found(queryset) if self.is_searching else queryset.values_list("pk", flat=True)
        paginator, page, _rows, more = super().paginate_queryset(found, page_size)
        numbers = list(page.object_list)
        rows = {row.pk: row for row in self.get_base_queryset().filter(pk__in=numbers)} if numbers else {}
        page.object_list = [rows[pk] for pk in numbers if pk in rows]
        return paginator, page, page.object_list, more

    def get_list_more_buttons(self, instance: Any) -> list[Any]:
        """None: a row's title leads to its page, and everything to be done stands there."""
        return []


class _OwnRows:
    """Limits a single-row view to rows the policy opens: others do not exist for this person."""

    permission_required: Any
    any_permission_required: Any
    permission_policy: Any
    request: Any

    def get_queryset(self) -> Any:
        """The rows on which this view's action is open to the person."""
        asked = [self.permission_required] if self.permission_required else self.any_permission_required
        return self.permission_policy.instances_user_has_any_permission_for(self.request.user, asked)

    def get_success_url(self) -> str:
        """Back to the row's own page, or the list where it has none."""
        view: Any = self
        if getattr(view, "overview_url_name", None):
            return reverse(view.overview_url_name, args=[view.object.pk])
        return reverse(view.index_url_name)

    def get_success_buttons(self) -> list[Any]:
        """None: the answer is the page itself."""
        return []


class Create(Finding, _OwnRows, AuditedSave, generic.CreateView):
    """A form for a new row."""

    overview_url_name: str | None = None


class Edit(Finding, _OwnRows, AuditedSave, generic.EditView):
    """A form for a row that is there."""

    overview_url_name: str | None = None

    def get_page_subtitle(self) -> str:
        """What the row is called in the reader's language."""
        return said.heading(self.object)

    def get_last_updated_info(self) -> None:
        """Wagtail's own log is not used: the audit is ours."""
        return

    @cached_property
    def can_delete(self) -> bool:
        """Facts are not deleted at the desk."""
        return False


class Overview(generic.InspectView):
    """The page of one row: what it is, and what can be done now."""

    page_title = ""
    fetched: tuple[str, ...] = ()

    def get_object(self) -> Any:
        """The row, if the policy opens it; otherwise it does not exist for this person."""
        rows = self.permission_policy.instances_user_has_any_permission_for(
            self.request.user, self.any_permission_required
        )
        return get_object_or_404(rows.prefetch_related(*self.fetched), pk=self.pk)

    def get_header_title(self) -> str:
        """What the row is called: Wagtail would set it behind a colon, after the title that we do without."""
        return str(self.get_page_subtitle())

    def get_fields_context(self) -> list[Any]:
        """Our templates name what they show."""
        return []

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        """None: buttons stand in the page."""
        return []


class DeskViewSet(ModelViewSet):
    """A list, forms and a page for one kind of row; copies, usage and Wagtail's history are left out."""

    index_view_class = List
    add_view_class = Create
    edit_view_class = Edit
    inspect_view_class = Overview
    copy_view_enabled = False
    add_to_reference_index = False
    views: tuple[str, ...] = ("index", "index_results", "add", "edit")
    form_fields: tuple[str, ...] = ()  # records without a form ask Wagtail for none
    fetched: tuple[str, ...] = ()

    @property
    def menu_name(self) -> str:
        """The same in every language; Wagtail would make it from the label, in whichever language came first."""
        return str(self.name)

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Leave out what we do not offer."""
        gone = {f"{name}_url_name": self.UNDEFINED for name in ("history", "usage", "delete", "copy")}
        own: dict[str, Any] = {}
        if "add" not in self.views:
            own["add_url_name"] = self.UNDEFINED
        if "edit" not in self.views:
            own["edit_url_name"] = self.UNDEFINED
        if self.inspect_view_enabled:
            own["overview_url_name"] = self.get_url_name("inspect")
        return super().get_common_view_kwargs(**{**gone, **own, **kwargs})

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """What the list fetches along."""
        return super().get_index_view_kwargs(fetched=self.fetched, **kwargs)

    def get_permissions_to_register(self) -> Any:
        """None: rights come from section roles, not from Wagtail's groups."""
        return Permission.objects.none()

    def get_urlpatterns(self) -> list[URLPattern]:
        """Only the views this kind of row has."""
        wanted = {*self.views, *(("inspect",) if self.inspect_view_enabled else ())}
        return [pattern for pattern in super().get_urlpatterns() if pattern.name in wanted]
