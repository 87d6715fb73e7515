"""Test settings: the same services without fsync, tasks run at once, fast password hashing."""

import os

from participation.embedded import join_services
from participation.settings.base import *

DEMO = True
SECRET_KEY = "test-key-" + "0" * 50
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = [*INSTALLED_APPS, "participation.demo"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STAFF_SECOND_FACTOR = False
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
CELERY_TASK_ALWAYS_EAGER = True
EXPORTS_PER_HOUR = 0  # tests walk through every door many times
CELERY_TASK_EAGER_PROPAGATES = True
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
MEDIA_ROOT = ROOT / "var" / "media-test"
VOTING_KEYS_DIR = ROOT / "var" / "voting-keys-test"

if not (DATABASE_URL and REDIS_URL):
    _services = join_services(fast=True)
    DATABASE_URL = DATABASE_URL or _services.database_url
    REDIS_URL = REDIS_URL or _services.redis_url
DATABASES = databases(DATABASE_URL)
DATABASES["default"]["CONN_MAX_AGE"] = 0
VALKEY = valkey_settings(REDIS_URL)
CACHES, CHANNEL_LAYERS, CELERY_BROKER_URL = VALKEY["CACHES"], VALKEY["CHANNEL_LAYERS"], VALKEY["CELERY_BROKER_URL"]
# Test runs share one Valkey; each keeps to its own keys.
CACHES["default"]["KEY_PREFIX"] = f"test{os.getpid()}"
CHANNEL_LAYERS["default"]["CONFIG"]["prefix"] = f"test{os.getpid()}"
