"""The pages behind a port, in Debian's Chromium."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.async_api import Browser
from playwright.async_api import Page as Tab

from staff.access import SESSION_COOKIE
from storage import staff_accounts
from storage.staff_accounts import StaffMember
from tests.staff.world import World
from tests.support.chromium import DESK, PHONE


@dataclass(frozen=True)
class Site:
    """The pages behind a port, and a browser."""

    world: World
    address: str
    browser: Browser

    async def tab(self, *, phone: bool = False, java_script: bool = True) -> Tab:
        """A tab in which nobody is signed in, 390 or 1200 px wide. Go to pages with `tab.goto(site.address + path)`."""
        size = PHONE if phone else DESK
        context = await self.browser.new_context(viewport=size, java_script_enabled=java_script)
        context.set_default_timeout(15_000)
        return await context.new_page()

    async def signed_in(self, member: StaffMember, *, phone: bool = False, java_script: bool = True) -> Tab:
        """A tab of this member."""
        with self.world.store.write() as tx:
            token = staff_accounts.open_session(tx, member.id)
        tab = await self.tab(phone=phone, java_script=java_script)
        await tab.context.add_cookies([{"name": SESSION_COOKIE, "value": token, "url": self.address}])
        return tab
