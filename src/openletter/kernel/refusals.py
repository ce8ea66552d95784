"""The one way operations say no: an error whose message a person can act on."""


class Refused(Exception):
    """Nothing was changed. `message` says, in the reader's language, what stands in the way and what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
