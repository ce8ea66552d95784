"""Stories: the list, one of them, and its way to the site."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.widgets import AdminAutoHeightTextInput

from openletter.cases.rules import ConsentScope
from openletter.desk import said
from openletter.desk.storied import Shown, shown, state_of
from openletter.desk.views.screen import FormScreen, Screen
from openletter.desk.windows import newsroom
from openletter.kernel import clock
from openletter.kernel.languages import endonym
from openletter.kernel.refusals import Refused
from openletter.sections.access import Right, may, sections_for
from openletter.sections.models import Section

A_PAGE = 25
READS = (Right.SITE, Right.RELEASE)


def sections_read(user: Any) -> list[int]:
    """The sections whose stories a person writes or approves."""
    found = {pk for right in READS for pk in sections_for(user, right).values_list("pk", flat=True)}
    return sorted(found)


class StoryScreen(Screen):
    """A page about stories, for whoever writes or approves them."""

    rights = READS
    under: Any = ("desk_stories", _("Stories"))


class BeginForm(forms.Form):
    """For which site, in which language."""

    where = forms.ChoiceField(label=_("For which site, in which language"))

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = sections_for(user, Right.SITE).filter(is_active=True)
        self.choices = [
            (f"{row.pk}:{code}", f"{said.name(row)} · {endonym(code)}") for row in own for code in _own_first(row)
        ]
        cast("forms.ChoiceField", self.fields["where"]).choices = self.choices

    def place(self) -> tuple[Section, str]:
        """The section and the language."""
        pk, language = self.cleaned_data["where"].split(":")
        return Section.objects.get(pk=pk), language


def _own_first(section: Section) -> list[str]:
    return sorted(section.languages, key=section.default_language.__ne__)


class StoryList(StoryScreen, TemplateView):
    """The stories of the person's sections, the last written first."""

    under = None
    page_title = _("Stories")
    template_name = "desk/stories.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A page of them, and beginning a new one."""
        user, at = self.request.user, clock.now()
        rows = newsroom().stories(sections_read(user))
        if query := self.request.GET.get("q", "").strip():
            rows = rows.filter(draft_title__icontains=query)
        page = Paginator(rows, A_PAGE).get_page(self.request.GET.get("p"))
        form = BeginForm(user=user)
        return super().get_context_data(
            page=page, rows=[shown(row, at) for row in page.object_list], query=query,
            writes=may(user, Right.SITE), form=form if form.choices else None, **kwargs,
        )  # fmt: skip


class BeginStory(StoryScreen, View):
    """One click: the editor, open on a new story."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Lead to the editor; what was not offered is not there."""
        form = BeginForm(request.POST, user=request.user)
        if not form.is_valid():
            raise Http404
        section, language = form.place()
        folder = newsroom().begin(section=section, language=language, at=clock.now())
        return redirect("wagtailadmin_pages:add", "web", "storypage", folder.pk)


class StoryForm(forms.Form):
    """What publishing or sending back asks."""

    names_nobody = forms.BooleanField(label=_("This story tells of nobody at risk"), required=False)
    reason = forms.CharField(
        label=_("What to change"), required=False, widget=AdminAutoHeightTextInput,
        help_text=_("Needed to send it back. Whoever wrote it reads it."),
    )  # fmt: skip


class OneStory(StoryScreen):
    """A view of one story of the person's sections."""

    story: Any
    section_id: int

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find it: a story of another section does not exist here."""
        super().setup(request, *args, **kwargs)
        self.story = get_object_or_404(newsroom().stories(sections_read(request.user)), pk=kwargs["pk"])
        self.section_id = self.story.home.section_id

    def holds(self, right: Right) -> bool:
        """Whether the person holds a right in the story's section."""
        return may(self.request.user, right, self.section_id)


class StoryOverview(OneStory, FormScreen):
    """One story: where it stands, what is missing, and what can be done now."""

    template_name = "desk/story.html"
    form_class = StoryForm

    @property
    def page_title(self) -> str:
        """Its title."""
        return str(self.story.draft_title)

    def perform(self, form: Any) -> str:
        """Do what the pressed button says."""
        does = self._deeds().get(self.request.POST.get("do", ""))
        if does is None:
            raise PermissionDenied
        messages.success(self.request, does(form.cleaned_data))
        return reverse("desk_story", args=[self.story.pk])

    def _deeds(self) -> dict[str, Any]:
        """What this person may press."""
        found: dict[str, Any] = {"publish": self._publish, "down": self._down}
        if self.holds(Right.SITE):
            found["ask"] = self._ask
        if self.holds(Right.RELEASE):
            found["return"] = self._return
        return found

    def _publish(self, data: dict[str, Any]) -> str:
        newsroom().publish_draft(
            story=self.story, releases=self.holds(Right.RELEASE), names_nobody=bool(data["names_nobody"]),
            seen=self.request.POST.get("seen", ""), **self.who_and_when(),
        )  # fmt: skip
        return gettext("The story stands on the site.")

    def _down(self, data: dict[str, Any]) -> str:
        newsroom().take_down(story=self.story, **self.who_and_when())
        return gettext("The story is on the site no longer. Its words stay here.")

    def _ask(self, data: dict[str, Any]) -> str:
        newsroom().ask(story=self.story, **self.who_and_when())
        return gettext("It stands on Today for those who approve.")

    def _return(self, data: dict[str, Any]) -> str:
        newsroom().send_back(story=self.story, reason=data["reason"], **self.who_and_when())
        return gettext("The story went back to whoever wrote it.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Where it stands, and why something cannot be done yet."""
        room, at, user = newsroom(), clock.now(), self.request.user
        draft = room.draft_of(self.story)
        people, waits = room.tells(draft), room.unpublished(self.story)
        wrote = user.pk in room.writers_of(self.story)
        context = super().get_context_data(**kwargs)
        return {
            **context,
            "story": self.story,
            "draft": draft,
            # Readers see the address, too: whoever publishes reads it first.
            "address": f"{self.story.get_url_parts()[2].rstrip('/').rpartition('/')[0]}/{draft.slug}/",
            "seen": room.look_of(self.story),
            "state": state_of(self.story, at),
            "told": room.told(self.story, at=at),
            "people": people,
            "missing": [(case, _scopes(scopes)) for case, scopes in room.missing_of(draft, at=at)],
            "waits": waits,
            "wrote": wrote,
            "names_nobody": not draft.cases.all(),
            "publishes": waits and (not people or (self.holds(Right.RELEASE) and not wrote)),
            "writes": self.holds(Right.SITE),
            "releases": self.holds(Right.RELEASE),
            "review": getattr(self.story, "review", None),
            "languages": self._languages() if self.holds(Right.SITE) else self._others(),
        }

    def _others(self) -> list[tuple[str, Shown | None]]:
        return [(row.locale.language_code, shown(row, clock.now())) for row in newsroom().others_of(self.story)]

    def _languages(self) -> list[tuple[str, Shown | None]]:
        """The section's other languages, each with the story in it where it is written."""
        have = dict(self._others())
        own = self.story.locale.language_code
        return [(code, have.get(code)) for code in self.story.home.section.languages if code != own]


def _scopes(scopes: tuple[str, ...]) -> str:
    return ", ".join(str(ConsentScope(scope).label) for scope in scopes)


class TranslateStory(OneStory, View):
    """The story as a draft in another language, open in the editor."""

    def post(self, request: HttpRequest, pk: int, language: str) -> HttpResponse:
        """Begin it, or lead to the one that is there."""
        if not self.holds(Right.SITE):
            raise PermissionDenied
        try:
            made = newsroom().begin_translation(
                story=self.story, language=language, user=request.user, at=clock.now()
            )  # fmt: skip
        except Refused as refusal:
            messages.error(request, refusal.message)
            return redirect("desk_story", pk)
        return redirect("wagtailadmin_pages:edit", made.pk)


class StoryDraft(OneStory, View):
    """The page as it was last written, as it would stand on the site."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Drawn by the site itself."""
        answer: HttpResponse = newsroom().draft_of(self.story).make_preview_request(request)
        return answer


class ToPublishing(ActionMenuItem):
    """From the editor to the story's own page, where it is asked for and published."""

    label = _("Ask and publish")
    name = "desk-story"
    icon_name = "upload"

    def is_shown(self, context: Any) -> bool:
        """On stories that are saved."""
        page = context.get("page")
        return context["view"] == "edit" and page is not None and page._meta.label == "web.StoryPage"

    def get_url(self, parent_context: Any) -> str:
        """The story's page."""
        return reverse("desk_story", args=[parent_context["page"].pk])


@hooks.register("register_page_action_menu_item")
def to_publishing() -> ActionMenuItem:
    """The way out of the editor."""
    return ToPublishing(order=20)


urls: list[URLPattern] = [
    path("stories/", StoryList.as_view(), name="desk_stories"),
    path("stories/begin/", BeginStory.as_view(), name="desk_story_begin"),
    path("stories/<int:pk>/", StoryOverview.as_view(), name="desk_story"),
    path("stories/<int:pk>/draft/", StoryDraft.as_view(), name="desk_story_draft"),
    path("stories/<int:pk>/in/<str:language>/", TranslateStory.as_view(), name="desk_story_translate"),
]
