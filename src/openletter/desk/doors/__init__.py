"""Every door of the desk: one table from the name of an address to who may come through, asked before any view."""

from openletter.desk.doors.asking import DOORS, door_of, opens
from openletter.desk.doors.door import Door, Ways, Who, deed, form, own, page

__all__ = ["DOORS", "Door", "Ways", "Who", "deed", "door_of", "form", "opens", "own", "page"]
