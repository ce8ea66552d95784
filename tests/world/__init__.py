"""The ground tests stand on: a migrated database, a PostgreSQL of our own, a running site, a browser, no network."""
