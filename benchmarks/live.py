"""From a POST to the other browser, and what idle sockets cost."""

from __future__ import annotations

import asyncio
import json
import time

import websockets
from websockets.typing import Origin

from benchmarks.client import Connection, Person, Request
from benchmarks.processes import memory


def delays(port: int, thread: int, person: Person, times: int) -> list[float]:
    """Seconds from the start of a POST of a comment until another browser's socket hears of it, so many times in turn."""

    async def measure() -> list[float]:
        connection, heard = Connection("127.0.0.1", port), []
        socket = await _subscribed(port, thread)
        for number in range(times):
            request = Request(f"/fi/threads/{thread}/comments/", person, {"body": f"Kuuluuko? {number}"})
            begun = time.perf_counter()
            answer = asyncio.create_task(connection.send(request))
            await asyncio.wait_for(socket.recv(), 10)
            heard.append(time.perf_counter() - begun)
            if (status := await answer) >= 400:
                raise RuntimeError(f"posting a comment answered {status}")
        await socket.close()
        return heard

    return asyncio.run(measure())


def idle_sockets(port: int, pid: int, thread: int, number: int) -> tuple[float, int]:
    """Open idle subscribed sockets; returns megabytes that the process grew by, and how many are open."""

    async def measure() -> tuple[float, int]:
        sockets = [await _subscribed(port, thread)]  # what the first one alone loads is not what a socket costs
        before = memory(pid)
        for _batch in range(number // 50):
            sockets += await asyncio.gather(*(_subscribed(port, thread) for _socket in range(50)))
        await asyncio.sleep(2)
        grown = (memory(pid) - before) / 1e6
        open_sockets = sum(socket.state.name == "OPEN" for socket in sockets)
        await asyncio.gather(*(socket.close() for socket in sockets))
        return grown, open_sockets

    return asyncio.run(measure())


async def _subscribed(port: int, thread: int) -> websockets.ClientConnection:
    socket = await websockets.connect(
        f"ws://127.0.0.1:{port}/ws/live/", origin=Origin(f"http://127.0.0.1:{port}"), compression=None, open_timeout=30
    )
    await socket.send(json.dumps({"subscribe": f"thread.{thread}"}))
    await socket.recv()
    return socket
