"""What the public templates can draw and say."""
