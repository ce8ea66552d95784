"""The public site: pages, forms, and the front that answers first."""
