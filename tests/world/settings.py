"""The product's own settings, read from an environment that belongs to this test process alone."""

from tests.world.process import settle

settle()

from openletter.config.settings import *  # noqa: E402, F403

# What is tested is who may sign in, not how slow guessing is.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# A style sheet is looked for when it is asked for: each test's client would else list every file there is.
WHITENOISE_AUTOREFRESH = True
