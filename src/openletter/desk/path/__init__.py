"""From a case to a live action in one guided path: short pages, each saved at once, in any order."""
