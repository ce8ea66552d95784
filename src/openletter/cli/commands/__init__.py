"""One file per command of `openletter`."""
