"""Filters of lists that choose one of very many rows."""

from __future__ import annotations

import django_filters

from openletter.desk.fields import NewestFirst


class NewestFilter(django_filters.ModelChoiceFilter):
    """By one of many rows, of which the newest are offered; one that an address names is taken too."""

    field_class = NewestFirst
