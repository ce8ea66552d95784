"""Writing for the site: who may write which pages by hand, what may stand in them, and how a story is published."""
