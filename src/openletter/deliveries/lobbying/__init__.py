"""What people asked of their own legislators, and what these did: told by supporters and groups, released by staff."""
