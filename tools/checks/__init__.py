"""Lessons as checks: what was once done wrong is named with a kind sentence before it is done again.

Each module holds one lesson: `findings(tree)` yields one line per place. `python -m tools.checks` runs all.
"""
