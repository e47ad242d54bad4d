"""A person's own photos, on the buttons and beside the words of their own chat and of no other."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot.channels.web import visitor
from bot.channels.web.web_chat import web_chat
from storage import images, pictures
from storage.database import NotFound
from storage.media import CannotBeOpened


async def show(request: Request) -> Response:
    """One photo of this very person. It stays in no cache: it is gone from here when it is taken away."""
    person_id = await visitor.person_of(request)
    if person_id is None:
        raise HTTPException(404)
    picture_id = request.path_params["picture_id"]
    try:
        shown = await web_chat(request).store.reading(pictures.seen_by_person, person_id, picture_id)
    except (NotFound, CannotBeOpened) as error:
        raise HTTPException(404) from error
    return Response(shown, media_type=images.MEDIA_TYPE)
