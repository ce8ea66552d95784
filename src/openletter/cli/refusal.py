"""The one way a command says no."""


class Refusal(Exception):
    """A command cannot do its work. The message is one line: what is wrong and the way out."""
