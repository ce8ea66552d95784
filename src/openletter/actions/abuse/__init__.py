"""What is suspicious among acts, and what may be done about it: pure decisions. See mechanisms/abuse.md."""
