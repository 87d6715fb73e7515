"""What the ASGI server asks for around the sockets."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

Application = Callable[[Any, Any, Any], Awaitable[None]]


async def lifespan(scope: Any, receive: Any, send: Any) -> None:
    """Nothing to start and nothing to stop: the hub comes and goes with its first and last socket."""
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return


def closed_politely(router: Application) -> Application:
    """A socket to an address we do not have is refused; Channels' router alone would raise an error."""

    async def application(scope: Any, receive: Any, send: Any) -> None:
        try:
            await router(scope, receive, send)
        except ValueError as error:
            if "No route found" not in str(error):
                raise
            await send({"type": "websocket.close", "code": 4404})

    return application
