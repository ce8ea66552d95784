"""Legislators of the supporter's own country: read from open data, found by area, asked to act."""
