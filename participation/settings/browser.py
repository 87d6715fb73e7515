"""A real server for the browser tests: the test settings, with mail and cache that a second process can share.

Static files are collected, joined and compressed, as in production.
"""

from participation.settings.test import *

EMAIL_BACKEND = "participation.demo.mail.DemoMailBackend"
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "participation.common.storage.StaticStorage"}}
STATIC_ROOT = ROOT / "var" / "static-test"
WHITENOISE_USE_FINDERS = False
WHITENOISE_AUTOREFRESH = False
# Who looks into the site's database from another process (tests.browser.serving) shares its cache too.
CACHES["default"]["KEY_PREFIX"] = DATABASES["default"]["NAME"]
# Every journey signs up from one address, and much faster than people do.
ACCOUNT_RATE_LIMITS = False
