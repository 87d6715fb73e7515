"""Production settings: every address and secret comes from the environment."""

from django.core.exceptions import ImproperlyConfigured

from participation.settings.base import *

SECRET_KEY = env_text("SECRET_KEY")
if SECRET_KEY.startswith("demo-only-key"):
    raise ImproperlyConfigured("SECRET_KEY is the demo's, which everybody knows. Make one of your own.")
# Mails lead there; an address taken from the request could be anybody's.
PUBLIC_URL = WAGTAILADMIN_BASE_URL = env_text("PUBLIC_URL")
DATABASES = databases(env_text("DATABASE_URL"))
VALKEY = valkey_settings(env_text("REDIS_URL"))
CACHES, CHANNEL_LAYERS, CELERY_BROKER_URL = VALKEY["CACHES"], VALKEY["CHANNEL_LAYERS"], VALKEY["CELERY_BROKER_URL"]

SECURE_SSL_REDIRECT = env_bool("SECURE_SSL_REDIRECT", default=True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readiness$"]
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True

EMAIL_HOST = env_text("EMAIL_HOST", "localhost")
EMAIL_PORT = int(env_text("EMAIL_PORT", "25"))
EMAIL_HOST_USER = env_text("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env_text("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env_bool("EMAIL_USE_TLS", default=False)

if env_bool("USE_OBJECT_STORAGE", default=False):
    STORAGES = {**STORAGES, "default": {"BACKEND": "storages.backends.s3.S3Storage"}}
