"""How a browser is linked to its person: a one-time code, used up only by pressing Start."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.channels.web import visitor
from bot.channels.web.form import read_form
from bot.channels.web.web_chat import base_of, web_chat
from storage import Transaction, linking, staff_accounts
from storage.database import NotFound
from storage.digests import digest


async def show(request: Request) -> Response:
    """The page behind a link. Looking at it changes nothing, as a preview of the link would look too."""
    chat, code = web_chat(request), request.query_params.get("code", "")
    # People come back by the link they were first given: it opens the chat it has already linked.
    if await visitor.person_of(request) and not await chat.store.reading(linking.code_is_good, code):
        return _to_chat(request)
    intro = "utter_web_link" if code else "utter_web_not_linked"
    return chat.page(request, "link.html", code=code, problem="", intro=intro)


async def use(request: Request) -> Response:
    """Use the code up and link this browser."""
    chat, code = web_chat(request), (await read_form(request)).get("code", "")
    who = f"chat-link {request.client.host if request.client else ''}"
    if not await chat.store.writing(staff_accounts.may_try, who):
        return _refused(request, "utter_web_many_tries", 429)
    token = visitor.new_token()
    address = digest(token)
    try:
        person_id = await chat.store.writing(_link, code, address, who)
    except NotFound:
        return _refused(request, "utter_web_bad_code", 422)
    await visitor.greet(request, person_id, address)
    response = _to_chat(request)
    visitor.remember(request, response, token)
    return response


def _link(tx: Transaction, code: str, address: str, who: str) -> str:
    person_id = linking.link_address(tx, code, visitor.CHANNEL, address)
    # One tablet may be linked to a whole house in a morning: only wrong codes count against it.
    staff_accounts.forget_attempts(tx, who)
    return person_id


def _refused(request: Request, problem: str, status: int) -> Response:
    return web_chat(request).page(
        request, "link.html", status, code="", problem=web_chat(request).say(problem), intro="utter_web_not_linked"
    )


def _to_chat(request: Request) -> Response:
    return RedirectResponse(f"{base_of(request)}/", 303)
