"""Openletter: campaigning for people at risk."""

__version__ = "0.1.0"
