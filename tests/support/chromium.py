"""Debian's Chromium for the tests that need a real browser, and what axe-core finds wrong with a page in it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from axe_playwright_python.async_playwright import Axe
from axe_playwright_python.base import AxeResults
from playwright.async_api import Browser, Page, ViewportSize, async_playwright

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    # Headless lets a page sound by itself; the browsers of people do not.
    *("--disable-component-update", "--disable-sync", "--autoplay-policy=document-user-activation-required"),
]
PHONE = ViewportSize(width=390, height=844)
DESK = ViewportSize(width=1200, height=844)


def need_chromium() -> None:
    """Skip the test where there is no Chromium."""
    if not CHROMIUM.exists():
        pytest.skip(f"needs Chromium at {CHROMIUM} (Debian: apt install chromium)")


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """The browser, for tests that run on an event loop."""
    need_chromium()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        await browser.close()


async def violations(page: Page) -> list[str]:
    """What axe-core finds wrong with the page that is open; and it must not scroll sideways."""
    wrong = faults(await Axe().run(page))
    if await page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        wrong.append("the page is wider than the screen")
    return wrong


def faults(found: AxeResults) -> list[str]:
    """Each rule that is broken, with the piece of the page that breaks it."""
    return [f"{one['id']}: {node['html']}" for one in found.response["violations"] for node in one["nodes"]]
