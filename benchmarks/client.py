"""A small load generator: keep-alive HTTP/1.1 over plain sockets, a closed loop per client."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from urllib.parse import urlencode

import uvloop


@dataclass
class Person:
    """Who sends: session and CSRF cookies of a signed-in resident, or of nobody."""

    session: str = ""
    csrf: str = ""

    def headers(self) -> str:
        """The cookie line."""
        cookies = [f"sessionid={self.session}" if self.session else "", f"csrftoken={self.csrf}" if self.csrf else ""]
        line = "; ".join(cookie for cookie in cookies if cookie)
        return f"Cookie: {line}\r\n" if line else ""


@dataclass
class Request:
    """One request to send."""

    path: str
    person: Person = field(default_factory=Person)
    form: dict[str, str] | None = None

    def encode(self, host: str) -> bytes:
        """The bytes on the wire."""
        if self.form is None:
            return f"GET {self.path} HTTP/1.1\r\nHost: {host}\r\n{self.person.headers()}\r\n".encode()
        body = urlencode({**self.form, "csrfmiddlewaretoken": self.person.csrf})
        return (
            f"POST {self.path} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\n{self.person.headers()}"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body.encode())}\r\n\r\n{body}"
        ).encode()


@dataclass
class Figures:
    """What a run measured. times: seconds per answer, in order of arrival; statuses: how often each code came."""

    seconds: float = 0.0
    times: list[float] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)

    @property
    def rate(self) -> float:
        """Answers per second."""
        return len(self.times) / self.seconds

    def percentile(self, share: float) -> float:
        """The time within which a share (0..1) of the answers came, in milliseconds."""
        ordered = sorted(self.times)
        return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]

    def require(self, *allowed: int) -> Figures:
        """The same figures; raises RuntimeError when an answer had another status, for then they mean nothing."""
        if set(self.statuses) - set(allowed):
            raise RuntimeError(f"The server answered {self.statuses}, not {allowed} alone.")
        return self


class Connection:
    """One keep-alive connection."""

    def __init__(self, host: str, port: int) -> None:
        self.host, self.port = host, port
        self.reader: asyncio.StreamReader | None = None

    async def send(self, request: Request) -> int:
        """Send and read the whole answer; returns its status. Reconnects where the server hung up."""
        for attempt in (1, 2):
            if self.reader is None:
                self.reader, self.writer = await asyncio.open_connection(self.host, self.port)
            try:
                self.writer.write(request.encode(f"{self.host}:{self.port}"))
                return await self._read(self.reader)
            except (asyncio.IncompleteReadError, ConnectionError):
                self.reader = None
                if attempt == 2:
                    raise
        raise AssertionError("unreachable")

    async def _read(self, reader: asyncio.StreamReader) -> int:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        status = int(head.split(" ", 2)[1])
        if "transfer-encoding: chunked" in head:
            while size := int((await reader.readline()).strip() or b"0", 16):
                await reader.readexactly(size + 2)
            await reader.readline()
        elif "content-length:" in head:
            await reader.readexactly(int(head.split("content-length:")[1].split("\r\n")[0]))
        if "connection: close" in head:
            self.writer.close()
            self.reader = None
        return status

    def close(self) -> None:
        """Hang up."""
        if self.reader is not None:
            self.writer.close()


async def _loop(port: int, requests: Iterable[Request], until: Callable[[], bool], out: Figures) -> None:
    connection = Connection("127.0.0.1", port)
    for request in requests:
        if until():
            break
        begun = time.perf_counter()
        status = await connection.send(request)
        out.times.append(time.perf_counter() - begun)
        out.statuses[status] = out.statuses.get(status, 0) + 1
    connection.close()


def run(port: int, streams: list[Iterable[Request]], seconds: float) -> Figures:
    """Let each stream of requests be one client, for so many seconds or until the streams are empty."""
    figures = Figures()

    async def everything() -> None:
        begun = time.perf_counter()
        await asyncio.gather(*(_loop(port, stream, lambda: time.perf_counter() - begun > seconds, figures) for stream in streams))
        figures.seconds = time.perf_counter() - begun

    uvloop.run(everything())
    return figures
