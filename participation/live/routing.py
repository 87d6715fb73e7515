"""The WebSocket's address."""

from django.urls import path

from participation.live.consumers import LiveConsumer

websocket_urlpatterns = [path("ws/live/", LiveConsumer.as_asgi())]
