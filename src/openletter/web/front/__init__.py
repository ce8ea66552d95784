"""The front: a bare ASGI application that takes acts, tells counts and serves cached pages; Django stands behind it.

It can answer before Django has started and, with the role `public`, serve as a node of its own. It never imports
Wagtail. See docs/develop/mechanisms/front.md.
"""
