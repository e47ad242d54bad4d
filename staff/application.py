"""The staff pages as one application, put together from its pages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

from speech import Speech
from staff import (
    absences,
    account,
    action_page,
    board,
    complaint_page,
    complaints,
    concerns,
    emergency_plan,
    failures,
    feedback_page,
    in_person,
    invitation,
    left_out,
    notices,
    own_page,
    own_signs,
    people,
    person,
    person_details,
    recordings,
    request_page,
    reviews,
    safeguarding_contact,
    safeguarding_team,
    said,
    second_factor,
    set_up,
    sheet,
    sign_in,
    staff_member,
    staff_names,
    understanding,
    words,
)
from staff.protection import Protection
from staff.settings import Room, StaffSettings
from storage import Store
from storage.errors import NotFound
from wording.catalogue import Catalogue

STATIC = Path(__file__).parent / "static"
PAGES = (
    *(sign_in, second_factor, invitation, account),
    *(
        board,
        feedback_page,
        action_page,
        request_page,
        words,
        people,
        person,
        person_details,
        reviews,
        concerns,
        left_out,
    ),
    *(recordings, notices, absences, said, in_person, sheet, staff_names, emergency_plan, own_signs, own_page),
    *(set_up, staff_member, understanding, complaints, complaint_page, safeguarding_team, safeguarding_contact),
)
"""Each page is a module with `ROUTES`; their names are what `to()` in a template takes."""


def application(
    store: Store,
    catalogue: Catalogue,
    speech: Speech,
    settings: StaffSettings,
    on_told: Callable[[str], None] = lambda person_id: None,
) -> Starlette:
    """The pages, to be mounted at /staff. `on_told` is called on the event loop once an update for a person is kept."""
    routes: list[BaseRoute] = [route for page in PAGES for route in page.ROUTES]
    routes.append(Mount("/static", StaticFiles(directory=STATIC), name="static"))
    app = Starlette(
        routes=routes,
        middleware=[Middleware(Protection)],
        exception_handlers={
            NotFound: failures.not_found,
            HTTPException: failures.refused,
            Exception: failures.broken,
        },
    )
    app.state.room = Room(store, catalogue, speech, settings, on_told)
    return app
