"""Who opened sealed data: what counts as an opening, what is unusual in a month of them, and that somebody looked."""
