"""Whole stories in a real browser, named by person and goal."""
