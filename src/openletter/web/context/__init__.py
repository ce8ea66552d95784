"""What the public templates are given: plain frozen values, already in the reader's language and figures."""
