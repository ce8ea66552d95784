"""Who may change which pages by hand: whoever writes for a section's site, in that section's tree and no further."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from wagtail.images import get_image_model
from wagtail.models import Collection, Page, PagePermissionTester
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import register_permission_policy

from openletter.sections.access import Right, holdings


@dataclass(frozen=True, slots=True)
class _Word:
    codename: str


@dataclass(frozen=True, slots=True)
class _Held:
    """One permission on a tree of pages, in the shape in which Wagtail asks its groups for them."""

    page: Page
    permission: _Word

    @property
    def page_id(self) -> int:
        """The top of the tree."""
        return int(self.page.pk)


WORDS = tuple(_Word(f"{word}_page") for word in ("add", "change", "publish"))


def holds(user: Any) -> bool:
    """Whether a person is somebody at the desk at all; Wagtail's own groups are asked for nothing."""
    return bool(user.is_authenticated and user.is_active)


class SitePagePolicy(PagePermissionPolicy):
    """Pages of the sections for whose sites a person writes; superusers all of them."""

    permission_cache_name = "_openletter_page_permissions"

    def get_all_permissions_for_user(self, user: Any) -> list[_Held]:
        """The homes of those sections, each with all that is beneath it. One query a request."""
        from openletter.web.models import HomePage

        if not holds(user) or user.is_superuser:
            return []
        ids = holdings(user).section_ids(Right.SITE)
        homes = HomePage.objects.all() if ids is None else HomePage.objects.filter(section__in=ids)
        return [_Held(home, word) for home in homes.only("pk", "path", "depth") for word in WORDS]


class ByHand(PagePermissionTester):
    """What can be done with a page by hand. Each type of page says what (`by_hand`), for superusers, too.

    Pages of cases and actions are made, moved and taken down by the operations that ask for consent first: by hand
    nothing is done with them. A story is written by hand and published by the newsroom.
    """

    def _says(self, way: str) -> bool:
        return way in getattr(self.page, "by_hand", ())

    def can_add_subpage(self) -> bool:
        """Whether a page can be written beneath it."""
        return self._says("add") and super().can_add_subpage()

    def can_edit(self) -> bool:
        """Whether its words can be changed."""
        return self._says("edit") and super().can_edit()

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Whether it can be taken out with its history."""
        return self._says("delete") and super().can_delete(ignore_bulk)

    def can_unpublish(self) -> bool:
        """Whether it can be taken down."""
        return self._says("unpublish") and super().can_unpublish()

    def can_publish(self) -> bool:
        """Whether it can be published from the editor."""
        return self._says("publish") and super().can_publish()

    def can_publish_subpage(self) -> bool:
        """Whether what is written beneath it can be published from the editor at once."""
        return self._says("publish beneath") and super().can_publish_subpage()

    def can_move(self) -> bool:
        """Whether it can stand elsewhere."""
        return self._says("move") and super().can_move()

    def can_move_to(self, destination: Page) -> bool:
        """Whether it can stand there: on the site of the same section, in the same language."""
        near = destination.path[: 2 * Page.steplen] == self.page.path[: 2 * Page.steplen]
        return near and super().can_move_to(destination)

    def can_reorder_children(self) -> bool:
        """Whether its pages can be put in another order."""
        return self._says("publish beneath") and super().can_reorder_children()

    def can_copy(self) -> bool:
        """Never: a copy would keep what a story tells of and lose what was decided on it."""
        return False

    def can_lock(self) -> bool:
        """Never: who else writes is shown beside the page."""
        return False

    def can_set_view_restrictions(self) -> bool:
        """Never: what stands on a site is public."""
        return False


class PicturesPolicy(BasePermissionPolicy):
    """Pictures for pages: each section has a collection of its own."""

    def _may(self, user: Any, actions: Iterable[str]) -> bool:
        asked = {"add", "choose", "change", "delete"} & set(actions)
        return bool(asked) and holds(user) and holdings(user).has(Right.SITE)

    def _somewhere(self, user: Any, actions: Iterable[str]) -> bool:
        """Asked of the menu again and again: one query a request."""
        if not self._may(user, actions):
            return False
        known: bool | None = getattr(user, "_openletter_has_pictures", None)
        if known is None:
            known = user._openletter_has_pictures = bool(self._collections(user).exists())
        return known

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Whether the person writes for a site that has pictures."""
        return self._somewhere(user, [action])

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        """The same."""
        return self._somewhere(user, actions)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        """Whether the picture is one of a section for whose site the person writes."""
        return self._may(user, [action]) and self._collections(user).filter(pk=instance.collection_id).exists()

    def user_has_any_permission_for_instance(self, user: Any, actions: Iterable[str], instance: Any) -> bool:
        """The same."""
        return any(self.user_has_permission_for_instance(user, action, instance) for action in actions)

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> Any:
        """The pictures of those sections."""
        rows = self.model._default_manager
        return rows.filter(collection__in=self._collections(user)) if self._may(user, actions) else rows.none()

    def collections_user_has_permission_for(self, user: Any, action: str) -> Any:
        """The collections of those sections."""
        return self._collections(user) if self._may(user, [action]) else Collection.objects.none()

    def collections_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> Any:
        """The same."""
        return self._collections(user) if self._may(user, actions) else Collection.objects.none()

    def users_with_any_permission(self, actions: Iterable[str]) -> Any:
        """Wagtail asks this for its own workflows, which we do not use."""
        return get_user_model().objects.none()

    def _collections(self, user: Any) -> Any:
        ids = holdings(user).section_ids(Right.SITE)
        if ids is None and user.is_superuser:
            return Collection.objects.all()
        held = Collection.objects.filter(pictures_of__isnull=False)
        return held if ids is None else held.filter(pictures_of__section__in=ids)


def register() -> None:
    """Wagtail asks these from now on. Exactly for pictures: Wagtail registers a policy of its own for them later."""
    register_permission_policy(Page, SitePagePolicy())
    register_permission_policy(get_image_model(), PicturesPolicy(get_image_model()), exact_class=True)
