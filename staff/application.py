"""The staff pages as one application, put together from its pages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

from speech import Speech, browser
from staff import (
    absences,
    account,
    action_page,
    board,
    check_ins,
    choices,
    communication,
    complaint_page,
    complaints,
    concerns,
    emergency_plan,
    failures,
    feedback_page,
    helpers,
    house_voices,
    in_person,
    invitation,
    left_out,
    names_said,
    notices,
    own_page,
    own_signs,
    people,
    person,
    person_details,
    photos,
    phrases,
    recordings,
    request_page,
    restriction_page,
    reviews,
    risk_plan_edit,
    risk_plan_page,
    risks,
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
    voices,
    words,
)
from staff.protection import Protection
from staff.settings import Home, Room, StaffSettings
from staff.supporting import pages as supporters_pages
from staff.supporting import sign_in as supporters_sign_in
from staff.supporting.access import Signed
from storage import Store
from storage.errors import NotFound
from wording import pictured
from wording.catalogue import Catalogue

STATIC = Path(__file__).parent / "static"
PAGES = (
    *(sign_in, second_factor, invitation, account),
    *(
        board,
        check_ins,
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
    *(
        recordings,
        notices,
        absences,
        said,
        in_person,
        sheet,
        staff_names,
        emergency_plan,
        own_signs,
        names_said,
        photos,
        communication,
        own_page,
    ),
    *(risks, risk_plan_edit, risk_plan_page, restriction_page, check_ins, choices, helpers),
    *(
        set_up,
        voices,
        house_voices,
        phrases,
        staff_member,
        understanding,
        complaints,
        complaint_page,
        safeguarding_team,
        safeguarding_contact,
    ),
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
    made = _made([route for page in PAGES for route in page.ROUTES], Home("board", "Go to the board"))
    made.state.room = Room(store, catalogue, speech, settings, on_told)
    return made


def supporters_application(
    store: Store, catalogue: Catalogue, speech: Speech, settings: StaffSettings, signed: Signed
) -> Starlette:
    """The pages of supporters, to be mounted at /supporter: no page of staff is among them. `signed` puts into words what they
    read after they wrote of harm."""
    routes = (*supporters_pages.ROUTES, *supporters_sign_in.ROUTES)
    made = _made(list(routes), Home("choices", "Go to the choices"))
    made.state.room = Room(store, catalogue, speech, settings, lambda person_id: None)
    made.state.signed = signed
    return made


def _made(routes: list[BaseRoute], home: Home) -> Starlette:
    routes.append(Mount(f"/static/signs/{pictured.version()}", StaticFiles(directory=pictured.FOLDER), name="signs"))
    routes.append(Mount(f"/static/speech/{browser.version()}", StaticFiles(directory=browser.FOLDER), name="speech"))
    routes.append(Mount("/static", StaticFiles(directory=STATIC), name="static"))
    app = Starlette(
        routes=routes,
        middleware=[Middleware(Protection, too_large=failures.too_large)],
        exception_handlers={
            NotFound: failures.not_found,
            HTTPException: failures.refused,
            Exception: failures.broken,
        },
    )
    app.state.home = home
    return app
