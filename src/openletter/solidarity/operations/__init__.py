"""What may be done with messages to people at risk, and with the bundles they go in."""
