"""The doors of Wagtail's own screens: what the desk uses of them, and what is shut.

Wagtail asks its own groups for permission, which nobody here has, and in places asks nobody at all (drafts, pictures
and tags of all sections). So each of its addresses stands here; one that a new version adds is shut until it does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from openletter.desk.doors.door import Door, Ways, Who
from openletter.sections.access import Right

_STAFF, _SUPER, _SHUT = Door(who=Who.STAFF), Door(who=Who.SUPERUSERS), Door(who=Who.NOBODY)
_OPEN = Door(who=Who.ANYBODY)
# Who sets a link without writing for a site types an address; the tree of every section's pages is not shown.
_TREE = Door(who=Who.SUPERUSERS, instead="wagtailadmin_choose_page_external_link")
_OWN_TREE = Door((Right.SITE,), instead="wagtailadmin_choose_page_external_link")
# Pages are found by our own list; Wagtail's tree knows nothing of sections.
_LISTED = Door(who=Who.SUPERUSERS, instead="desk_site")
# What is written by hand for a section's site. Wagtail asks the page itself besides (web.newsroom.permissions).
_PAGE = Door((Right.SITE,), row="page")
_PICTURES = Door((Right.SITE,))
_WRITTEN = (
    "add", "preview_on_add", "edit", "preview_on_edit", "view_draft", "delete", "unpublish", "history",
    "history_results", "revisions_index", "revisions_view", "revisions_revert", "revisions_compare", "move",
    "move_confirm",
)  # fmt: skip

EXACT: Mapping[str, Door] = {
    "wagtailadmin_home": Door(who=Who.STAFF, ways=Ways.READ),
    "wagtailadmin_account": _STAFF,
    "wagtailadmin_dismissibles": _STAFF,
    "wagtailadmin_choose_page_external_link": _STAFF,
    "wagtailadmin_choose_page_email_link": _STAFF,
    "wagtailadmin_choose_page_phone_link": _STAFF,
    "wagtailadmin_choose_page_anchor_link": _STAFF,
    "wagtailadmin_choose_page": _SHUT,  # ours answers before it
    "wagtailadmin_choose_page_child": replace(_OWN_TREE, row="page"),
    "wagtailadmin_choose_page_search": _OWN_TREE,
    "wagtailadmin_choose_page_chosen_multiple": _TREE,
    "wagtailadmin_sprite": _OPEN,
    "wagtailadmin_javascript_catalog": _OPEN,
    "wagtail_localize:javascript_catalog": _OPEN,
    "wagtailadmin_logout": _OPEN,
    "desk_way_in": _OPEN,
    "wagtail.admin.views.home.default": _STAFF,  # what no address answers: not found, for who is signed in
    "desk_not_here": _SHUT,
    "wagtailadmin_login": _SHUT,
    "wagtailadmin_password_reset": _SHUT,
    "wagtailadmin_password_reset_done": _SHUT,
    "wagtailadmin_password_reset_confirm": _SHUT,
    "wagtailadmin_password_reset_complete": _SHUT,
    "wagtailadmin_error_test": _SHUT,
    "django.views.generic.base.TemplateView": _SHUT,
    "wagtailadmin_explore_root": _LISTED,
    "wagtailadmin_explore": _LISTED,
    "wagtailadmin_explore_results": _SUPER,
    "wagtailadmin_tag_autocomplete": _SUPER,
    "wagtailadmin_tag_model_autocomplete": _SUPER,
    "wagtailadmin_block_preview": _SUPER,
    "wagtail_bulk_action": _SUPER,
    **{f"wagtailadmin_pages:{name}": _PAGE for name in _WRITTEN},
    "wagtailimages_chooser:choose": _PICTURES,
    "wagtailimages_chooser:choose_results": _PICTURES,
    "wagtailimages_chooser:create": _PICTURES,
    "wagtailimages_chooser:chosen": replace(_PICTURES, row="picture"),
}
# Whole families of addresses, by the first word of their names.
FAMILIES: Mapping[str, Door] = {
    "wagtailadmin_editing_sessions": _STAFF,  # who else edits this; each asks for the row's own permission
    "wagtailadmin_api": _SUPER,
    "wagtailadmin_pages": _SUPER,
    "wagtailadmin_collections": _SUPER,
    "wagtailadmin_reports": _SUPER,
    "wagtaildocs": _SUPER,
    "wagtaildocs_chooser": _SUPER,
    "wagtailimages": _SUPER,
    "wagtailimages_chooser": _SUPER,
    "wagtailembeds": _SUPER,
    "wagtailsnippets": _SUPER,
    "wagtailredirects": _SUPER,
    "wagtaillocales": _SUPER,
    "wagtailsites": _SUPER,
    "wagtail_localize": _SUPER,
    # Staff accounts live on our own pages, where each change is checked and audited; approval is ours, too.
    "wagtailadmin_workflows": _SHUT,
    "wagtailusers_users": _SHUT,
    "wagtailusers_groups": _SHUT,
}
