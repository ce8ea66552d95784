"""The right address: whom an action reaches on a day, from a country, in a language, and by which ways."""

from openletter.targets.resolution.recipient import Notice, Postal, Recipient, Resolution
from openletter.targets.resolution.resolving import resolve

__all__ = ["Notice", "Postal", "Recipient", "Resolution", "resolve"]
