"""The demo and development settings: everything on this machine, mail kept for reading."""

from participation.embedded import join_services
from participation.settings.base import *

DEMO = True
DEBUG = env_bool("DEBUG", default=False)
SECRET_KEY = env_text("SECRET_KEY", "demo-only-key-that-protects-nothing-" + "0" * 32)
ALLOWED_HOSTS = ALLOWED_HOSTS or ["127.0.0.1", "localhost", "[::1]", "testserver", *env_list("HOST")]
INSTALLED_APPS = [*INSTALLED_APPS, "participation.demo"]
EMAIL_BACKEND = "participation.demo.mail.DemoMailBackend"
STAFF_SECOND_FACTOR = False
# The demo's few accounts are shared by everybody who tries it.
COMMENTS_PER_HOUR = int(env_text("COMMENTS_PER_HOUR", "0"))
REACTIONS_PER_HOUR = int(env_text("REACTIONS_PER_HOUR", "0"))
PROPOSALS_PER_HOUR = int(env_text("PROPOSALS_PER_HOUR", "0"))
DRAFTS_PER_HOUR = int(env_text("DRAFTS_PER_HOUR", "0"))
SUPPORTS_PER_HOUR = int(env_text("SUPPORTS_PER_HOUR", "0"))
REPORTS_PER_HOUR = int(env_text("REPORTS_PER_HOUR", "0"))

if not (DATABASE_URL and REDIS_URL):
    _services = join_services()
    DATABASE_URL = DATABASE_URL or _services.database_url
    REDIS_URL = REDIS_URL or _services.redis_url
DATABASES = databases(DATABASE_URL)
VALKEY = valkey_settings(REDIS_URL)
CACHES, CHANNEL_LAYERS, CELERY_BROKER_URL = VALKEY["CACHES"], VALKEY["CHANNEL_LAYERS"], VALKEY["CELERY_BROKER_URL"]
if DEBUG:  # a template that is being written is read anew each time
    CACHES["template_fragments"] = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
