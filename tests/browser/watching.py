"""Everything a browser complains about or asks of others while a test looks elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, WebError

# Who leaves a page at once leaves before its socket is open; Chromium finds that worth a line.
LEFT_EARLY = "WebSocket is closed before the connection is established"
# Wagtail's page editor writes style attributes for trifles, which our policy refuses; the forms work without them.
WAGTAILS_STYLES = ("Applying inline style violates", "/admin/pages/")
OWN_SCHEMES = {"data", "blob", "about", "chrome-error"}


class Watch:
    """Notes requests to third parties, console errors (a refused script or style is one) and errors in scripts."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.host = urlsplit(address).netloc
        self.notes: list[str] = []
        self.expected: set[int] = set()
        context.on("request", self._request)
        context.on("console", self._console)
        context.on("weberror", self._error)

    @contextmanager
    def expecting(self, *statuses: int) -> Iterator[None]:
        """Chromium writes a line for every answer that is not a success: these are meant."""
        self.expected |= set(statuses)
        yield
        self.expected -= set(statuses)

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in OWN_SCHEMES and parts.netloc != self.host:
            self.notes.append(f"asked a third party: {request.url}")

    def _console(self, message: ConsoleMessage) -> None:
        if message.type not in {"error", "warning"} or LEFT_EARLY in message.text:
            return
        if any(f"the server responded with a status of {status} " in message.text for status in self.expected):
            return
        where = message.page.url if message.page else ""
        if WAGTAILS_STYLES[0] in message.text and WAGTAILS_STYLES[1] in where:
            return
        self.notes.append(f"{message.type} on {where}: {message.text}")

    def _error(self, error: WebError) -> None:
        where = error.page.url if error.page else ""
        self.notes.append(f"script error on {where}: {error.error}")
