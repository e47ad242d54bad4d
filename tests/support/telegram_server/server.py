"""The server itself: addresses, tokens, answers, and every call it got."""

import asyncio
import time
from collections.abc import Callable
from typing import Any, Literal, Self

from aiohttp import web

from tests.support.telegram_server.answers import cut, html, refuse
from tests.support.telegram_server.calls import Call
from tests.support.telegram_server.faults import DOWNLOAD, Fault, Faults
from tests.support.telegram_server.groups import Group
from tests.support.telegram_server.limits import Limits
from tests.support.telegram_server.methods import METHODS, NAMES
from tests.support.telegram_server.parameters import Parameters, read
from tests.support.telegram_server.refusals import JSON, Refused
from tests.support.telegram_server.users import User
from tests.support.telegram_server.webhook import Webhook
from tests.support.telegram_server.world import Chat, Clock, Person, World

TOKEN = "7100000001:AAInvented_token_of_the_local_server"


class TelegramServer:
    """A Bot API server for one bot, on a port of this machine.

    Methods it does not have are answered as unknown, though the real one may have them: see `methods.py`.
    """

    def __init__(
        self,
        token: str = TOKEN,
        *,
        port: int = 0,
        clock: Clock = time.time,
        limits: Limits | None = None,
        webhook_retry_seconds: float = 0.05,
        more_routes: Callable[["TelegramServer"], list[web.RouteDef]] = lambda server: [],
    ) -> None:
        self.token, self.port = token, port
        self.faults = Faults()
        self.limits = limits or Limits()
        bot = {
            "id": int(token.partition(":")[0]), "is_bot": True, "first_name": "Said & Done",
            "username": "said_and_done_bot", "can_join_groups": True, "can_read_all_group_messages": False,
            "supports_inline_queries": False, "can_connect_to_business": False, "has_main_web_app": False,
        }  # fmt: skip
        self.world = World(bot, clock, self.limits, self.faults)
        self.webhook = Webhook(self.world.updates, self.faults, webhook_retry_seconds)
        self.calls: list[Call] = []
        self.users: dict[str, User] = {}
        self._more_routes = more_routes
        self._runner: web.AppRunner | None = None
        self.world.changed = self._notice

    @property
    def url(self) -> str:
        """What TELEGRAM_API_URL is set to."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def username(self) -> str:
        return str(self.world.bot["username"])

    async def __aenter__(self) -> Self:
        await self.comes_up()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.goes_down()

    async def comes_up(self) -> None:
        """On the same port as before, with everything it knew."""
        app = web.Application(client_max_size=64 * 2**20)
        app.add_routes(
            [
                web.route("*", "/bot{token:[^/]+}/{method}", self._call),
                web.get("/file/bot{token:[^/]+}/{path:.+}", self._download),
                *self._more_routes(self),
            ]
        )
        app.router.add_route("*", "/{rest:.*}", _nothing_here)
        runner = self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", self.port, reuse_address=True)
        await site.start()
        self.port = runner.addresses[0][1]
        self.webhook.paused = False
        self.webhook.deliver()

    async def goes_down(self) -> None:
        """Every connection is cut, and none is taken any more."""
        runner, self._runner = self._runner, None
        self.webhook.paused = True
        await self.webhook.close()
        if runner is None:
            return
        for site in list(runner.sites):
            await site.stop()
        for connection in list(runner.server.connections) if runner.server else []:
            if connection.transport:
                connection.transport.abort()
        self.world.updates.stop_poll()
        await runner.cleanup()

    def user(self, name: str, **about: Any) -> User:
        """The person of this name, who is new to the bot until they start it."""
        if name not in self.users:
            person = Person(5_200_000_001 + len(self.users), name, **about)
            self.users[name] = User(self.world, person)
        return self.users[name]

    def group(self, title: str, kind: Literal["group", "supergroup"] = "supergroup") -> Group:
        """A new group, without the bot."""
        return Group(self.world, title, kind)

    def calls_of(self, *methods: str, chat: int | None = None) -> list[Call]:
        """Calls of these methods, in order; of one chat where it is named."""
        return [call for call in self.calls if call.method in methods and chat in {None, call.chat}]

    def floods(self, chat: int, seconds: float) -> None:
        """For this long nothing can be sent to the chat: 429, with what is left as `retry_after`."""
        self.limits.flood(chat, self.world.clock() + seconds)

    def _notice(self, chat: Chat) -> None:
        if chat.person:
            self.users[chat.person.name].notice()

    async def _call(self, request: web.Request) -> web.StreamResponse:
        refused = self._token_refused(request)
        name = request.match_info["method"].lower()
        if refused or name not in NAMES:
            return refuse(refused or Refused(404, "Not Found: method not found"))
        method = NAMES[name]
        try:
            given = await read(request)
        except Refused as wrong:
            return refuse(wrong)
        files = {name: file.data for name, file in given.files.items()}
        call = Call(method, given.values, files, self.world.clock())
        self.calls.append(call)
        fault = self.faults.call(method, call.chat)
        if fault and (early := await self._goes_wrong(request, call, fault)):
            return early
        try:
            call.result, description = await self._carry_out(method, given)
            call.outcome, answer = "ok", web.json_response({"ok": True, "result": call.result} | description)
        except Refused as wrong:
            call.error, call.outcome = wrong.body(), "refused"
            answer = refuse(wrong)
        if fault and fault.kind in {"lose answer", "hang"}:
            return await self._loses_answer(request, call, fault)
        return answer

    async def _carry_out(self, method: str, given: Parameters) -> tuple[Any, JSON]:
        """The result, and what is said beside it."""
        if method == "getUpdates":
            return await self.world.updates.poll(given), {}
        if method == "getWebhookInfo":
            return self.webhook.info(), {}
        if method == "deleteWebhook":
            given.values["url"] = ""
        if method in {"setWebhook", "deleteWebhook"}:
            return True, {"description": self.webhook.set(given)}
        return METHODS[method](self.world, given), {}

    async def _goes_wrong(self, request: web.Request, call: Call, fault: Fault) -> web.StreamResponse | None:
        """The answer where it goes wrong before anything is carried out."""
        if fault.kind == "delay":
            await asyncio.sleep(fault.seconds)
        elif fault.kind == "cut":
            call.outcome = "cut"
            return cut(request)
        elif fault.kind == "broken":
            call.outcome = "broken"
            return html(fault.status)
        elif fault.kind == "refuse" and fault.refusal:
            call.outcome, call.error = "refused", fault.refusal.body()
            return refuse(fault.refusal)
        return None

    async def _loses_answer(self, request: web.Request, call: Call, fault: Fault) -> web.StreamResponse:
        call.outcome = "answer lost"
        while fault.kind == "hang" and request.transport and not request.transport.is_closing():
            await asyncio.sleep(0.02)
        return cut(request)

    async def _download(self, request: web.Request) -> web.StreamResponse:
        refused = self._token_refused(request)
        file = self.world.files.by_path(request.match_info["path"])
        if refused or file is None:
            return refuse(refused or Refused(404, "Not Found"))
        call = Call(DOWNLOAD, {"path": file.path}, {}, self.world.clock())
        self.calls.append(call)
        fault = self.faults.call(DOWNLOAD, None)
        if fault and (early := await self._goes_wrong(request, call, fault)):
            return early
        if fault:
            return await self._loses_answer(request, call, fault)
        call.outcome, call.result = "ok", True
        return web.Response(body=file.data, content_type="application/octet-stream")

    def _token_refused(self, request: web.Request) -> Refused | None:
        given = request.match_info["token"]
        if given == self.token:
            return None
        number, _, rest = given.partition(":")
        return Refused(401, "Unauthorized") if number.isdigit() and rest else Refused(404, "Not Found")


async def _nothing_here(_: web.Request) -> web.StreamResponse:
    return refuse(Refused(404, "Not Found"))
