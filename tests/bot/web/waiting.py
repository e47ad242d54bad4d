"""Waiting for what a page and the store will say in a moment."""

from collections.abc import Callable

from playwright.sync_api import Page, expect


def saved(page: Page, text: str) -> None:
    """Wait until the person's own line says that it is kept."""
    expect(page.locator(".mine", has_text=text).locator(".state")).to_have_text("Saved")


def until(what: Callable[[], bool], page: Page) -> None:
    for _ in range(160):
        if what():
            return
        page.wait_for_timeout(50)
    raise AssertionError("it did not happen")
