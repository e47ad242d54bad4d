"""One short note on the next page: "Saved." The cookie holds only which note it is, never words of its own."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

COOKIE = "staff_note"
NOTES = {
    "signed_out": "You are signed out.",
    "session_over": "You were signed out, so what you just sent is not kept. Sign in and send it again.",
    "decided": "Your decision is kept. The person will be told.",
    "decided_before": "It was decided already. Here is what was decided.",
    "worry": "The safeguarding lead has it now. The house sees only that it was noted.",
    "started": "You have started it.",
    "finished": "It is kept. The person will be told.",
    "closed": "The action is closed.",
    "answered": "It is kept. The request is off the board.",
    "person_added": "The person is added. Link their chat next.",
    "unlinked": "Every chat and unused code of this person has ended.",
    "sound_kept": "It is kept, from the next message on.",
    "chosen": "It is kept what goes in.",
    "decision_kept": "The decision is kept.",
    "review_held": "The review is held. It stands under earlier reviews.",
    "acknowledged": "You have taken it on.",
    "noted": "Your note is kept.",
}
_NO_SUCCESS = ("session_over", "decided_before")


def put(request: Request, response: Response, note: str) -> None:
    """Show this note, one of `NOTES`, on the next page."""
    if note not in NOTES:
        raise KeyError(note)
    secure = request.app.state.room.settings.secure_cookies
    response.set_cookie(COOKIE, note, max_age=60, path=_path(request), httponly=True, samesite="lax", secure=secure)


def waiting(request: Request) -> str | None:
    """The text of the note that waits to be shown."""
    return NOTES.get(request.cookies.get(COOKIE, ""))


def kind(request: Request) -> str:
    """How the note is shown: "success" for what was done as asked, "" for what one has to know."""
    return "" if request.cookies.get(COOKIE) in _NO_SUCCESS else "success"


def forget(request: Request, response: Response) -> None:
    response.delete_cookie(COOKIE, path=_path(request))


def _path(request: Request) -> str:
    return str(request.scope.get("root_path", "")) or "/"
