"""What the public site answers."""
