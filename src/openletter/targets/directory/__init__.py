"""Many offices at once: read from a table, and brought into the directory whole or not at all."""

from openletter.targets.directory.importing import Report, bring_in, report_on
from openletter.targets.directory.table import MOST_BYTES, OfficeRow, Reading, read_table

__all__ = ["MOST_BYTES", "OfficeRow", "Reading", "Report", "bring_in", "read_table", "report_on"]
