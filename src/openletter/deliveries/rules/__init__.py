"""Pure decisions about letters to offices and what comes back."""
