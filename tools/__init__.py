"""How the house is built and kept in order. Nothing here is needed by a running Openletter."""
