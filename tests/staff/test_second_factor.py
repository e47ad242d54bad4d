"""The second factor: setting it up, the code after the password, recovery codes, and who cannot do without one."""

from __future__ import annotations

import re
from datetime import timedelta

import httpx
import pyotp
import pytest
from sqlalchemy import select
from starlette.applications import Starlette
from starlette.routing import Mount

from speech import Speech
from staff import StaffSettings, application, totp
from storage import Transaction, second_factors, staff_accounts, staff_admin
from storage.audit import SYSTEM
from storage.errors import Refused
from storage.staff_accounts import StaffMember
from storage.staff_rights import Wanted
from storage.tables.people import recovery_codes
from storage.tables.people import second_factors as table
from storage.vocabulary import Role
from tests.staff.browser import Site
from tests.staff.test_sign_in import sign_in
from tests.staff.world import ADDRESS, PASSWORD, Page, Visitor, World
from tests.support.chromium import violations
from wording.catalogue import Catalogue

SET_UP, CODE = "/account/second-factor", "/second-factor"


def code_at(world: World, secret: str, **later: float) -> str:
    return pyotp.TOTP(secret).at(world.clock.now + timedelta(**later))


async def secret_on_page(visitor: Visitor) -> str:
    found = re.search(r'app-key">([A-Z2-7 ]+)<', (await visitor.get(SET_UP)).html)
    assert found
    return found[1].replace(" ", "")


async def turned_on(world: World, member: StaffMember) -> tuple[str, list[str]]:
    """The secret and the recovery codes of a member who set it up on the page."""
    visitor = world.signed_in(member)
    secret = await secret_on_page(visitor)
    page = await visitor.post(SET_UP, token_from=SET_UP, code=code_at(world, secret))
    return secret, re.findall(r"<li>(\w{5} \w{5})</li>", page.html)


async def half_in(world: World, email: str = "wes@example.org") -> Visitor:
    """A browser that gave the password and owes the code."""
    client = world.client()
    assert (await sign_in(client, email, PASSWORD)).status == 303
    return Visitor(client)


async def gives(visitor: Visitor, code: str, next_path: str = "/") -> Page:
    return await visitor.post(CODE, token_from=CODE, code=code, next=next_path)


async def test_it_is_set_up_with_a_picture_a_key_and_a_first_code(world: World) -> None:
    visitor = world.signed_in(world.cast.worker)
    page = await visitor.get(SET_UP)
    assert re.search(r'class="app-qr" role="img" aria-label="[^"]+"><svg', page.html)
    secret = await secret_on_page(visitor)
    assert await secret_on_page(visitor) == secret, "a reload must not make the scanned key worthless"

    wrong = await visitor.post(SET_UP, token_from=SET_UP, code="000000")
    assert wrong.status == 422 and totp.WRONG in wrong.words
    done = await visitor.post(SET_UP, token_from=SET_UP, code=code_at(world, secret))
    codes = re.findall(r"<li>(\w{5} \w{5})</li>", done.html)
    assert done.status == 200 and len(set(codes)) == 10

    account = await visitor.get("/account")
    assert "It is on" in account.words and "10 recovery codes left" in account.words
    assert secret not in account.html and codes[0] not in account.html
    assert (await visitor.get(SET_UP)).location == "/staff/account"


async def test_after_the_password_the_code_is_asked_and_leads_on(world: World) -> None:
    secret, _ = await turned_on(world, world.cast.worker)
    item = world.says("the bus is late")
    world.clock.on(minutes=1)
    visitor = await half_in(world)
    there = await visitor.get(f"/feedback/{item.id}")
    assert there.location == f"/staff/second-factor?next=%2Ffeedback%2F{item.id}"
    asked = await visitor.get("/second-factor?next=/feedback/x")
    assert 'value="/feedback/x"' in asked.html and "My account" not in asked.words and "Board" not in asked.words

    assert (await gives(visitor, "12345")).status == 422
    done = await gives(visitor, f" {code_at(world, secret)[:3]} {code_at(world, secret)[3:]} ", f"/feedback/{item.id}")
    assert done.location == f"/staff/feedback/{item.id}"
    assert (await visitor.get(f"/feedback/{item.id}")).status == 200
    assert (await visitor.get(CODE)).location == "/staff/"


@pytest.mark.parametrize("elsewhere", ["https://evil.example", "//evil.example"])
async def test_nobody_is_led_away_from_our_pages(world: World, elsewhere: str) -> None:
    secret, _ = await turned_on(world, world.cast.worker)
    world.clock.on(minutes=1)
    assert (await gives(await half_in(world), code_at(world, secret), elsewhere)).location == "/staff/"


async def test_a_code_is_taken_once_only(world: World) -> None:
    secret, _ = await turned_on(world, world.cast.worker)
    # Also the one that turned it on.
    assert (await gives(await half_in(world), code_at(world, secret))).status == 422
    world.clock.on(minutes=2)
    now = code_at(world, secret)
    assert (await gives(await half_in(world), now)).status == 303
    assert (await gives(await half_in(world), now)).status == 422
    # One from before the last that was taken is as good as used.
    assert (await gives(await half_in(world), code_at(world, secret, seconds=-30))).status == 422


@pytest.mark.parametrize(("off", "is_taken"), [(-60, False), (-30, True), (30, True), (60, False)])
async def test_a_clock_may_be_half_a_minute_off(world: World, off: int, is_taken: bool) -> None:
    secret, _ = await turned_on(world, world.cast.worker)
    world.clock.on(minutes=5)
    done = await gives(await half_in(world), code_at(world, secret, seconds=off))
    assert (done.status == 303) == is_taken


async def test_a_recovery_code_lets_in_once(world: World) -> None:
    _, codes = await turned_on(world, world.cast.worker)
    assert (await gives(await half_in(world), codes[3].lower())).status == 303
    assert (await gives(await half_in(world), codes[3])).status == 422
    assert (await gives(await half_in(world), codes[4].replace(" ", ""))).status == 303
    visitor = world.signed_in(world.cast.worker)
    await gives(visitor, codes[5])
    assert "7 recovery codes left" in (await visitor.get("/account")).words


async def test_another_members_codes_do_not_do(world: World) -> None:
    secret, codes = await turned_on(world, world.cast.manager)
    await turned_on(world, world.cast.worker)
    world.clock.on(minutes=1)
    assert (await gives(await half_in(world), codes[0])).status == 422
    assert (await gives(await half_in(world), code_at(world, secret))).status == 422


async def test_guessing_stops_after_five_codes_whatever_the_browser(world: World) -> None:
    secret, _ = await turned_on(world, world.cast.worker)
    world.clock.on(minutes=1)
    for _ in range(5):
        assert (await gives(await half_in(world), "000000")).status == 422
    refused = await gives(await half_in(world), code_at(world, secret))
    assert refused.status == 429 and "There were too many tries." in refused.words
    world.clock.on(minutes=16)
    assert (await gives(await half_in(world), code_at(world, secret))).status == 303


async def test_who_gave_only_the_password_has_a_quarter_of_an_hour(world: World) -> None:
    secret, _ = await turned_on(world, world.cast.worker)
    visitor = await half_in(world)
    token = await visitor.token(CODE)
    world.clock.on(minutes=16)
    late = await visitor.client.post(f"/staff{CODE}", data={"csrf_token": token, "code": code_at(world, secret)})
    assert late.headers["location"].startswith("/staff/sign-in")


async def test_what_is_kept_gives_nothing_away(world: World) -> None:
    secret, codes = await turned_on(world, world.cast.worker)

    def kept(tx: Transaction) -> str:
        return f"{tx.execute(select(table)).all()}{tx.execute(select(recovery_codes)).all()}"

    with world.store.read() as tx:
        shown = kept(tx)
    assert secret not in shown and not any(code.replace(" ", "") in shown for code in codes)


async def test_a_changed_key_is_said_to_be_the_reason(world: World) -> None:
    secret, _ = await turned_on(world, world.cast.worker)
    world.clock.on(minutes=1)
    world.store.secret_key = "another key than the one it was sealed with"
    page = await gives(await half_in(world), code_at(world, secret))
    assert page.status == 422 and totp.LOST_KEY in page.words


async def test_it_is_turned_off_and_renewed_only_with_a_code(world: World) -> None:
    secret, old = await turned_on(world, world.cast.worker)
    visitor = await half_in(world)
    await gives(visitor, old[0])
    for do in ("turn_off", "new_codes"):
        refused = await visitor.post("/account", token_from="/account", do=do, code="000000")
        assert refused.status == 422 and totp.WRONG in refused.words
    world.clock.on(minutes=1)
    renewed = await visitor.post("/account", token_from="/account", do="new_codes", code=code_at(world, secret))
    new = re.findall(r"<li>(\w{5} \w{5})</li>", renewed.html)
    assert len(new) == 10 and not set(new) & set(old)
    off = await visitor.post("/account", token_from="/account", do="turn_off", code=new[0])
    assert off.location == "/staff/account"
    assert "It is off." in (await visitor.get("/account")).words
    assert (await sign_in(world.client(), "wes@example.org", PASSWORD)).location == "/staff/"


async def test_a_manager_resets_it_for_a_lost_phone(world: World) -> None:
    await turned_on(world, world.cast.worker)
    inside, manager = await half_in(world), world.signed_in(world.cast.manager)
    path = f"/set-up/staff/{world.cast.worker.id}"
    done = await manager.post(path, token_from="/account", do="reset")
    assert done.location == f"/staff{path}"
    assert (await inside.get("/")).location.startswith("/staff/sign-in"), "open sessions end"
    assert (await sign_in(world.client(), "wes@example.org", PASSWORD)).location == "/staff/"
    assert (await Visitor(world.client()).get("/")).status == 303
    # Twice is once.
    assert (await manager.post(path, token_from="/account", do="reset")).status == 404


async def test_a_leads_is_reset_by_an_administrator_alone(world: World) -> None:
    await turned_on(world, world.cast.lead)
    with world.store.write() as tx:
        admin = staff_accounts.add(tx, SYSTEM, "Ada Sample", "ada@example.org", Role.ADMIN, "hash", ())
    path = f"/set-up/staff/{world.cast.lead.id}"
    assert (await world.signed_in(world.cast.manager).post(path, token_from="/account", do="reset")).status == 404
    assert (await world.signed_in(admin).post(path, token_from="/account", do="reset")).status == 303
    with world.store.read() as tx:
        assert second_factors.of(tx, world.cast.lead.id) is None


# Where it is required, as in production


@pytest.fixture
def strict(world: World, catalogue: Catalogue, speech: Speech) -> World:
    """The same pages, which want a second factor of managers, administrators and leads."""
    settings = StaffSettings(True, True, ADDRESS, second_factor_required=True)
    inner = application(world.store, catalogue, speech, settings)
    world.pages = lambda _secure: Starlette(routes=[Mount("/staff", inner)])
    return world


@pytest.mark.parametrize("who", ["manager", "lead"])
async def test_who_needs_one_opens_nothing_before_it_is_on(strict: World, who: str) -> None:
    visitor = strict.signed_in(getattr(strict.cast, who))
    for path in ("/", "/people", "/account", "/set-up", "/concerns"):
        assert (await visitor.get(path)).location.startswith("/staff/account/second-factor?next=")
    page = await visitor.get(SET_UP)
    assert "Your role needs one" in page.words and "Board" not in page.words and "Concerns" not in page.words
    secret = await secret_on_page(visitor)
    await visitor.post(SET_UP, token_from=SET_UP, code=code_at(strict, secret))
    assert (await visitor.get("/account")).status == 200
    world_code = code_at(strict, secret, seconds=30)
    kept_on = await visitor.post("/account", token_from="/account", do="turn_off", code=world_code)
    assert kept_on.status == 422 and "Your role needs a second factor" in kept_on.words


async def test_a_worker_does_without_until_they_become_a_manager(strict: World) -> None:
    visitor = strict.signed_in(strict.cast.worker)
    assert (await visitor.get("/")).status == 200
    with strict.store.write() as tx:
        wanted = Wanted("Wes Sample", Role.MANAGER, strict.cast.worker.house_ids)
        staff_admin.change(tx, strict.cast.manager, strict.cast.worker.id, wanted)
    assert (await visitor.get("/")).location.startswith("/staff/account/second-factor")


async def test_signing_out_is_always_open(strict: World) -> None:
    visitor = strict.signed_in(strict.cast.manager)
    assert (await visitor.post("/sign-out", token_from=SET_UP)).location == "/staff/sign-in"


def test_begun_twice_is_refused_when_it_is_on(world: World) -> None:
    with world.store.write() as tx:
        secret = totp.begin(tx, world.cast.worker)
        assert totp.confirm(tx, world.cast.worker, code_at(world, secret))
        with pytest.raises(Refused):
            totp.begin(tx, world.cast.worker)


def test_the_address_for_the_app_names_the_service_and_the_account() -> None:
    address = totp.address("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", "wes@example.org")
    assert httpx.URL(address).params["issuer"] == "Said & Done" and "wes%40example.org" in address


@pytest.mark.browser
@pytest.mark.parametrize("phone", [False, True])
async def test_the_pages_have_no_barrier(site: Site, phone: bool) -> None:
    tab = await site.signed_in(site.world.cast.worker, phone=phone, java_script=False)
    await tab.goto(f"{site.address}/account")
    await tab.get_by_role("button", name="Set up a second factor").click()
    secret = (await tab.locator(".app-key").inner_text()).replace(" ", "")
    await tab.get_by_label("The six figures the app shows now").fill(code_at(site.world, secret))
    await tab.get_by_role("button", name="Turn it on").click()
    await tab.get_by_role("heading", name="Your recovery codes").wait_for()
    assert await tab.locator(".app-codes li").count() == 10
    barrier_free = await site.signed_in(site.world.cast.manager, phone=phone)
    for path in ("/account", SET_UP):
        await barrier_free.goto(f"{site.address}{path}")
        assert await violations(barrier_free) == []
