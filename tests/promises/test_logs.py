"""A log says what kind of page failed and where in the code, and never whose link it was or what an error quotes."""

from __future__ import annotations

import logging

import pytest
from django.http import HttpRequest, HttpResponseServerError
from django.test import Client
from django.utils.log import log_response

from openletter.config.logs import Discreet

QUOTED = "Key (email)=(rim@people.example) already exists"


@pytest.fixture
def written() -> list[str]:
    """What the installation's log would say of every record."""
    lines: list[str] = []

    class Keeper(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(self.format(record))

    handler = Keeper()
    handler.setFormatter(Discreet("{levelname} {name}: {message}", style="{"))
    logger = logging.getLogger("django")
    logger.addHandler(handler)
    yield lines
    logger.removeHandler(handler)


@pytest.mark.django_db
def test_a_link_that_leads_nowhere_leaves_no_token_in_the_log(written: list[str]) -> None:
    assert Client().get("/xq/fr/confirm/0198f2~secret/").status_code == 404
    assert written == ["WARNING django.request: Not Found: (confirm)"]


def test_an_error_is_told_by_its_class_and_place(written: list[str]) -> None:
    try:
        try:
            raise ValueError(QUOTED)
        except ValueError as error:
            raise RuntimeError(QUOTED) from error
    except RuntimeError as error:
        request = HttpRequest()
        request.path = "/xq/fr/confirm/0198f2~secret/"
        answer = HttpResponseServerError()
        log_response("%s: %s", "Error", request.path, response=answer, exception=error, request=request)
    (line,) = written
    assert "rim@" not in line
    assert "secret" not in line
    assert "ValueError" in line
    assert "RuntimeError" in line
    assert "test_logs.py" in line


def test_the_installation_writes_its_log_so() -> None:
    from django.conf import settings

    assert settings.LOGGING["formatters"]["plain"]["()"] == "openletter.config.logs.Discreet"
    assert settings.LOGGING["loggers"]["django"]["handlers"] == []
