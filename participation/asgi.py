"""The ASGI application: Channels for /ws/, and, where one process serves everything, WSGI for the HTML.

HTML goes through WSGI because Django's own ASGI handler serves it many times slower and takes a database connection
per request. In production this application serves /ws/ alone and a WSGI server the rest.
"""

import os
from typing import Any, cast

from a2wsgi import WSGIMiddleware
from channels.auth import AuthMiddlewareStack
from channels.routing import ProtocolTypeRouter, URLRouter
from channels.security.websocket import AllowedHostsOriginValidator

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "participation.settings.production")

from participation.live.routing import websocket_urlpatterns
from participation.live.server import closed_politely, lifespan
from participation.wsgi import application as html

HTML_THREADS = int(os.environ.get("WEB_THREADS", "8"))

application = ProtocolTypeRouter(
    {
        "http": WSGIMiddleware(cast(Any, html), workers=HTML_THREADS),
        "websocket": AllowedHostsOriginValidator(AuthMiddlewareStack(closed_politely(URLRouter(websocket_urlpatterns)))),
        "lifespan": lifespan,
    }
)
