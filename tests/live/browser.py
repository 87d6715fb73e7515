"""The whole site behind one ASGI server in this process, and a Chromium that looks at it."""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import uvicorn
from a2wsgi import WSGIMiddleware
from channels.routing import ProtocolTypeRouter
from django.contrib.staticfiles.handlers import StaticFilesHandler
from playwright.sync_api import Browser, sync_playwright

from participation.asgi import application, html


@contextmanager
def serving() -> Iterator[str]:
    """Serve the test database; yields the address."""
    whole = ProtocolTypeRouter(
        {
            "http": WSGIMiddleware(StaticFilesHandler(html), workers=4),
            "websocket": application.application_mapping["websocket"],
            "lifespan": application.application_mapping["lifespan"],
        }
    )
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    config = uvicorn.Config(
        whole, host="127.0.0.1", port=port, log_level="error", ws="websockets-sansio", timeout_graceful_shutdown=2
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(timeout=20)


@contextmanager
def chromium() -> Iterator[Browser]:
    """The machine's Chromium, or else Playwright's own."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield browser
        browser.close()


@pytest.fixture
def site(transactional_db: None) -> Iterator[str]:
    """The address of the running site."""
    with serving() as address:
        yield address


@pytest.fixture
def browser(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    """A Chromium. Its driver runs an event loop in this thread, in which Django would refuse to ask the database."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with chromium() as one:
        yield one
