"""Who opened what is not public: what counts as an opening, what of a month is unusual, and that somebody looked."""
