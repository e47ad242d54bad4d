"""Where the assistant calls its actions: rasa_sdk's executor behind a small application of our own.

rasa_sdk's own server listens on every interface, so it is not used; this one is served on a loopback port of its own.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence

from rasa_sdk import Action
from rasa_sdk.executor import ActionExecutor
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

_log = logging.getLogger(__name__)


def application(actions: Sequence[Action]) -> Starlette:
    """Answers `POST /webhook` as the assistant expects; an action that raises is a plain 500, which fails the turn."""
    logging.getLogger("rasa_sdk").setLevel(logging.WARNING)
    executor = ActionExecutor()
    for action in actions:
        executor.register_action(action)

    async def run(request: Request) -> JSONResponse:
        call = await request.json()
        # Our actions need no domain, and the assistant does not send it with every call (`enable_selective_domain`).
        call.setdefault("domain", {})
        try:
            result = await executor.run(call)
        except Exception as error:  # noqa: BLE001 - the gateway learns of it from the failed turn
            # Only names: the text of an error could hold a person's words (R65).
            _log.error("%s failed: %s", call.get("next_action"), type(error).__name__)
            return JSONResponse({"error": "the action failed"}, status_code=500)
        return JSONResponse(result.model_dump() if result is not None else {"events": [], "responses": []})

    return Starlette(routes=[Route("/webhook", run, methods=["POST"])])
