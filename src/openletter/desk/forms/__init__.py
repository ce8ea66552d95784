"""The forms of single deeds: one thing done to a case, an action, a section or a person of staff."""
