"""The application that the web server runs: the front, with Django behind it.

Run it with lifespan (`granian --interface asgi`), so that acts under way are written before the process ends.
"""

import os
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openletter.config.settings")

from dj_database_url import parse as parse_database

from openletter.config.env import env
from openletter.web.front.app import Front
from openletter.web.front.duties import Options


def load_django() -> Any:
    """Django's WSGI application; importing it sets Django up, which takes seconds."""
    from openletter.config.wsgi import application as django

    return django


application = Front(
    Options(
        database=parse_database(env().database_url),
        secret_key=env().secret_key,
        person_key=env().person_key,
        page_seconds=env().page_seconds,
        trusted_proxies=env().trusted_proxies,
        load_django=load_django,
        desk=env().serves_desk,
        https=env().public_url.startswith("https://"),
    )
)
