"""The web chat on a real server, for a real browser."""

import asyncio
import socket
import threading
import time

import uvicorn

from tests.bot.web.world import World


class _Server(uvicorn.Server):
    """Lets go of the pages that wait, as the app does when it stops."""

    def __init__(self, config: uvicorn.Config, stopping: asyncio.Event) -> None:
        super().__init__(config)
        self._stopping = stopping

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        self.loop = asyncio.get_running_loop()
        await super().startup(sockets)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._stopping.set()
        await super().shutdown(sockets)


class LiveServer:
    """The chat on a port of this machine, in a thread with a loop of its own. May be stopped and started again there."""

    def __init__(self, world: World) -> None:
        self._world, self._port = world, 0

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self._port}/chat"

    def start(self) -> None:
        app = self._world.app(is_demo=True)
        config = uvicorn.Config(app, host="127.0.0.1", port=self._port, log_level="warning")
        self._server = _Server(config, app.routes[0].app.state.stopping)  # type: ignore[attr-defined]
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        until = time.monotonic() + 20
        while not self._server.started and time.monotonic() < until:
            time.sleep(0.01)
        self._port = self._server.servers[0].sockets[0].getsockname()[1]
        self._world.wake = lambda person_id: self._wake(person_id)

    def _wake(self, person_id: str) -> None:
        self._server.loop.call_soon_threadsafe(self._world.hub.wake, person_id)

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join(10)
        assert not self._thread.is_alive(), "a waiting page held the server up"
