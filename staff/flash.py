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
    "heard_kept": "It is kept, with your name. What its person says of it counts more.",
    "heard_before": "Nothing was changed. What stands here now counts.",
    "worry": "The safeguarding lead has it now. The house sees only that it was noted.",
    "started": "You have started it.",
    "finished": "It is kept. The person will be told.",
    "closed": "The action is closed.",
    "answered": "It is kept. The request is off the board.",
    "person_added": "The person is added. Link their chat next.",
    "unlinked": "Every chat and unused code of this person has ended.",
    "communication_kept": "It is kept, from the next message on.",
    "communication_shared": "It is kept that it was shared.",
    "written_down": "It is kept, as written down by you. Decide about it here, or leave it on the board.",
    "written_for_manager": "It is kept. Only the manager sees it.",
    "written_for_others": "It is kept. Somebody else deals with it.",
    "complaint_made": "It is kept, and taken as a complaint. Say now who handles it.",
    "told_in_person": "It is kept that they were told.",
    "answer_kept": "The answer is kept.",
    "risk_plan_kept": "The risk plan is kept.",
    "risk_plan_told": "It is kept. The person will be told.",
    "risk_plan_ended": "The risk plan has ended. It stays to be read.",
    "draft_kept": "It is kept as your draft. Nobody else sees it, and it is no plan yet.",
    "draft_gone": "Your draft is thrown away.",
    "restriction_kept": "The restriction is kept.",
    "restriction_ended": "The restriction has ended. It stays to be read.",
    "plan_kept": "The emergency plan is kept.",
    "sign_kept": "The sign is kept. The chat reads it so from the next message on.",
    "sign_ended": "The sign has ended. It stays under what held before.",
    "name_kept": "It is kept. Messages say it so from the next one on.",
    "name_ended": "It has ended. It stays under what held before.",
    "photo_kept": "The photo is kept.",
    "photo_gone": "The photo is gone.",
    "voice_added": "It is kept that they said yes. Record the first phrase now.",
    "voice_gone": "Their voice is gone. Nothing of it is kept, and another voice speaks from now on.",
    "phrase_kept": "The recording is kept.",
    "phrase_gone": "The recording is gone.",
    "check_in_kept": "The check-in is kept. They are told of it in the chat.",
    "check_in_stopped": "The check-in is stopped. It stays under what was asked before.",
    "thing_kept": "It is kept, and offered in the chat.",
    "thing_taken_away": "It is offered no more.",
    "choice_ready": "The choice is ready. It is offered when its time comes.",
    "choice_draft": "It is kept as it is. Nobody sees it in the chat until you offer it.",
    "choice_withdrawn": "The choice is taken back. It is offered no more.",
    "support_kept": "The support given is kept.",
    "talk_planned": "The staff are asked to plan a talk. Nothing was put in the chat.",
    "helper_added": "It is kept. The person is told in the chat.",
    "helper_ended": "It has ended. They see nothing from now on.",
    "own_page_kept": "It is on the page, as written down by you.",
    "own_page_for_manager": "It is on the page. Only the manager sees it.",
    "own_page_taken_away": "It is off the page. It stands under what was there before.",
    "own_page_photo": "It is kept which photo stands beside it.",
    "own_page_first": "It comes first now.",
    "priority_kept": "It is kept what it is about.",
    "names_kept": "The names are kept.",
    "chosen": "It is kept what goes in.",
    "decision_kept": "The decision is kept.",
    "review_held": "The review is held. It stands under earlier reviews.",
    "notices_chosen": "It is kept how you are told.",
    "sending_again": "They are sent again now.",
    "away_kept": "The days away are kept.",
    "away_ended": "The entry is taken away.",
    "handed_over": "It is kept. Whoever owns it now is told.",
    "day_moved": "The new day is kept.",
    "day_moved_told": "The new day is kept. The person will be told.",
    "person_kept": "It is kept.",
    "password_chosen": "Your password is kept. Sign in with it.",
    "password_changed": "Your password is changed. You are signed out everywhere else.",
    "ended_elsewhere": "You are signed out everywhere else.",
    "factor_off": "Your second factor is off.",
    "factor_reset": "The second factor is reset. They are signed out everywhere.",
    "house_added": "The house is added. Add its manager next.",
    "staff_kept": "It is kept, from their next click on.",
    "staff_ended": "The account has ended. They are signed out everywhere.",
    "complaint_kept": "It is kept.",
    "complaint_told": "It is kept. The person will be told.",
    "complaint_about": "It is kept. To whom it is about, there is no such complaint.",
    "contact_kept": "It is kept. Every concern whose words may mean them is hidden from them, earlier ones as well.",
    "contact_removed": "They are told of nothing any more.",
    "week_kept": "The week is kept.",
    "left_out": "They are left out from now on.",
    "acknowledged": "You have taken it on.",
    "noted": "Your note is kept.",
    "about_kept": "It is kept whom it is about.",
    "duty_kept": "The duty is recorded.",
    "wanted_kept": "It is kept what they want.",
    "step_taken": "The step is recorded.",
    "proposed": "It is proposed. A second safeguarding lead has to agree.",
    "proposal_answered": "Your answer is kept.",
    "tier_raised": "It is more serious from now on.",
    "passed_on": "The house has it now.",
    "complaint_passed_on": "It is passed on as what may be a complaint. The concern goes on as it was.",
    "complaint_marked": "It is marked as what may be a complaint. The concern goes on as it was.",
    "no_complaint": "It is kept that there is no complaint in it.",
    "nothing_in_it": "It is kept. The house sees that it was noted.",
    "is_worry": "It is a concern now, and you have taken it on. The house sees nothing of that.",
}
_NO_SUCCESS = ("session_over", "decided_before", "heard_before")


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
