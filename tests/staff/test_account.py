"""Invitations, choosing and changing a password, and being signed in elsewhere."""

from __future__ import annotations

import httpx
import pytest

from staff import passwords
from storage import invitations, staff_accounts
from storage.audit import SYSTEM
from tests.staff.browser import Site
from tests.staff.test_sign_in import WRONG, sign_in
from tests.staff.two_houses import invitation_for
from tests.staff.world import PASSWORD, Page, World
from tests.support.chromium import violations

NEW = "purple tractor seventeen"
OVER = "This link does not work any more"


async def choose(client: httpx.AsyncClient, token: str, password: str = NEW, again: str | None = None) -> Page:
    form = Page(await client.get("/staff/invitation", params={"token": token}))
    both = {"new_password": password, "new_password_again": password if again is None else again}
    data = {"csrf_token": form.csrf_token, "token": token, **both}
    return Page(await client.post("/staff/invitation", data=data))


async def test_an_invitation_leads_to_a_password_of_ones_own(world: World) -> None:
    token, client = invitation_for(world, world.cast.worker.id), world.client()
    page = Page(await client.get("/staff/invitation", params={"token": token}))
    assert "Hello Wes Sample. You sign in with wes@example.org" in page.words and "12 letters or more" in page.words
    done = await choose(client, token)
    assert done.location == "/staff/sign-in"
    assert "Your password is kept." in Page(await client.get("/staff/sign-in")).words
    assert (await sign_in(client, "wes@example.org", NEW)).location == "/staff/"
    assert WRONG in (await sign_in(world.client(), "wes@example.org", PASSWORD)).words


async def test_it_works_once_and_ends_every_session(world: World) -> None:
    inside, token = world.signed_in(world.cast.worker), invitation_for(world, world.cast.worker.id)
    await choose(world.client(), token)
    assert (await inside.get("/")).status == 303
    again = Page(await world.client().get("/staff/invitation", params={"token": token}))
    assert again.status == 404 and OVER in again.words and "Wes" not in again.html


async def test_looking_uses_nothing_up_and_neither_does_a_password_that_will_not_do(world: World) -> None:
    token = invitation_for(world, world.cast.worker.id)
    for password, again, problem in (
        ("short", "short", passwords.TOO_SHORT),
        ("x" * 300, "x" * 300, passwords.TOO_LONG),
        ("Passw0rd2024!", "Passw0rd2024!", passwords.TOO_COMMON),
        (NEW, "purple tractor", "The two passwords are not the same."),
    ):
        page = await choose(world.client(), token, password, again)
        assert page.status == 422 and problem in page.words and password not in page.html
    assert (await choose(world.client(), token)).status == 303


async def test_a_newer_link_a_week_and_an_ended_account_stop_it(world: World) -> None:
    cast = world.cast
    older, newer = (invitation_for(world, cast.worker.id) for _ in range(2))
    assert (await world.client().get("/staff/invitation", params={"token": older})).status_code == 404
    world.clock.on(days=6, hours=23)
    assert (await world.client().get("/staff/invitation", params={"token": newer})).status_code == 200
    world.clock.on(hours=1)
    assert (await world.client().get("/staff/invitation", params={"token": newer})).status_code == 404
    third = invitation_for(world, cast.worker.id)
    with world.store.write() as tx:
        tx.connection.exec_driver_sql("UPDATE staff SET is_active = 0 WHERE email = 'wes@example.org'")
    assert (await world.client().get("/staff/invitation", params={"token": third})).status_code == 404


async def test_without_a_chosen_password_nobody_gets_in(world: World) -> None:
    with world.store.write() as tx:
        staff_accounts.set_password_hash(tx, world.cast.worker.id, "")
    for password in ("", "nobody has this one"):
        assert WRONG in (await sign_in(world.client(), "wes@example.org", password)).words


def test_the_token_is_kept_as_a_digest_only(world: World) -> None:
    with world.store.write() as tx:
        made = invitations.make(tx, SYSTEM, world.cast.worker.id)
        rows = tx.connection.exec_driver_sql("SELECT * FROM staff_invitations").all()
    assert made.token not in str(rows) and made.token not in repr(made)


@pytest.mark.parametrize(
    "password",
    ["password1234", "Passw0rd!!!!", "123456789012", "qwertyuiop12", "aaaaaaaaaaaaaa", "Welcome-2026!", "adminadmin12"],
)
def test_the_most_used_passwords_will_not_do(password: str) -> None:
    assert passwords.weakness(password) == passwords.TOO_COMMON


@pytest.mark.parametrize("password", [NEW, "a long enough password", "Überschwänglich7", "🌻🌻 tractor blue 🌻"])
def test_words_that_do_not_belong_together_will_do(password: str) -> None:
    assert passwords.weakness(password) is None


async def test_the_password_is_changed_by_who_knows_it(world: World) -> None:
    here, there = world.signed_in(world.cast.worker), world.signed_in(world.cast.worker)
    new = {"new_password": NEW, "new_password_again": NEW}
    wrong = await here.post("/account", token_from="/account", do="password", old_password="guess", **new)
    assert wrong.status == 422 and "This is not your password." in wrong.words
    done = await here.post("/account", token_from="/account", do="password", old_password=PASSWORD, **new)
    assert done.location == "/staff/account"
    assert "You are signed out everywhere else." in (await here.get("/account")).words
    assert (await there.get("/")).status == 303
    assert (await sign_in(world.client(), "wes@example.org", NEW)).status == 303


async def test_guessing_the_password_from_inside_stops_too(world: World) -> None:
    visitor = world.signed_in(world.cast.worker)
    new = {"new_password": NEW, "new_password_again": NEW}
    for _ in range(5):
        await visitor.post("/account", token_from="/account", do="password", old_password="guess", **new)
    right = await visitor.post("/account", token_from="/account", do="password", old_password=PASSWORD, **new)
    assert right.status == 422 and "There were too many tries." in right.words


async def test_sessions_elsewhere_are_counted_and_ended(world: World) -> None:
    here, there = world.signed_in(world.cast.worker), world.signed_in(world.cast.worker)
    assert "Here, and in 1 other place." in (await here.get("/account")).words
    await here.post("/account", token_from="/account", do="end_elsewhere")
    assert "Only here." in (await here.get("/account")).words
    assert (await there.get("/")).status == 303


async def test_spaces_count_in_every_password(world: World) -> None:
    token = invitation_for(world, world.cast.worker.id)
    await choose(world.client(), token, f" {NEW} ")
    assert WRONG in (await sign_in(world.client(), "wes@example.org", NEW)).words
    assert (await sign_in(world.client(), "wes@example.org", f" {NEW} ")).status == 303


@pytest.mark.browser
@pytest.mark.parametrize("phone", [False, True])
async def test_a_password_is_chosen_by_keyboard(site: Site, phone: bool) -> None:
    token = invitation_for(site.world, site.world.cast.worker.id)
    tab = await site.tab(phone=phone)
    await tab.goto(f"{site.address}/invitation?token={token}")
    await tab.get_by_label("New password").focus()
    await tab.keyboard.type("short")
    await tab.keyboard.press("Enter")
    await tab.get_by_role("alert").wait_for()
    assert await violations(tab) == []
    for label in ("New password", "The same once more"):
        await tab.get_by_label(label).fill(NEW)
    await tab.keyboard.press("Enter")
    await tab.get_by_text("Your password is kept.").wait_for()
