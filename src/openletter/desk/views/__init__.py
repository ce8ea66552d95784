"""The pages on which one thing is done."""
