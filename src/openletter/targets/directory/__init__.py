"""Many offices or routes at once: read from a table, and brought into the directory whole or not at all."""

from openletter.targets.directory.cells import MOST_BYTES
from openletter.targets.directory.importing import Report, bring_in, report_on
from openletter.targets.directory.routes import bring_in_routes, read_routes
from openletter.targets.directory.table import OfficeRow, Reading, read_table

__all__ = [
    "MOST_BYTES", "OfficeRow", "Reading", "Report", "bring_in", "bring_in_routes", "read_routes", "read_table",
    "report_on",
]  # fmt: skip
