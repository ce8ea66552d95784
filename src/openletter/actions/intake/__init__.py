"""Taking an act, fast and for good: read, admit, hash, seal, join a batch, answer after the commit.

Nothing here needs Django to be set up, and nothing here imports Wagtail: a public node answers its first acts while
the rest of the house is still starting. See docs/develop/mechanisms/taking-an-act.md.
"""
