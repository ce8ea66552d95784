"""Model fields of our own."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from openletter.kernel.edtf import MalformedDate, parse


def validate_edtf(value: str) -> None:
    """Raise ValidationError, in the reader's language, unless `value` is an EDTF level 1 date."""
    try:
        parse(value)
    except MalformedDate as error:
        raise ValidationError(str(error), code="malformed_date") from error


class EdtfField(models.CharField):
    """A date of uncertain precision, kept as EDTF level 1 text (Library of Congress, 2019)."""

    default_validators = [validate_edtf]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 40)
        super().__init__(*args, **kwargs)
