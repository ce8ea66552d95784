"""Django as a WSGI application; the front (config.asgi) runs it in threads."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openletter.config.settings")

application = get_wsgi_application()
