"""The WSGI application: serves HTML."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "participation.settings.production")
application = get_wsgi_application()
