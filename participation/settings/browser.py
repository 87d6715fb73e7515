"""A real server for the browser tests: the test settings, with mail and cache that a second process can share."""

from participation.settings.test import *

EMAIL_BACKEND = "participation.demo.mail.DemoMailBackend"
WHITENOISE_USE_FINDERS = True  # static files straight from their folders, without collecting them first
# Every journey signs up from one address, and much faster than people do.
ACCOUNT_RATE_LIMITS = False
