"""Tells Django of this slice."""

from django.apps import AppConfig

from openletter.kernel.beginnings import Beginning


class CasesConfig(AppConfig):
    """The `cases` slice."""

    name = "openletter.cases"
    label = "cases"
    default = True

    def ready(self) -> None:
        """Register what recurs, and how words are looked for."""
        from openletter.cases import tasks  # noqa: F401
        from openletter.cases.models import FindingWord

        FindingWord._meta.get_field("word").register_lookup(Beginning)
