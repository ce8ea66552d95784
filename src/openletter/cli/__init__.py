"""The command `openletter`."""


def main() -> int:
    """Run one command."""
    return 0
