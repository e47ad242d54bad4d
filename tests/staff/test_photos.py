"""A person's own photos on their page: added, looked at, taken away; and whatever else is sent is refused in clear words."""

from __future__ import annotations

import asyncio
import io

import httpx
import pytest
from PIL import Image

from storage import images, pictures
from storage.pictures import Picture
from tests.staff.browser import Site
from tests.staff.world import Page, Visitor, World
from tests.support import uploads
from tests.support.chromium import violations


def path(world: World) -> str:
    return f"/people/{world.cast.person.id}/photos"


async def send(world: World, upload: bytes, shows: str = "The pool", field: str = "chosen", **more: str) -> Page:
    visitor = world.signed_in(world.cast.worker)
    form = {"csrf_token": await visitor.token(), "do": "add", "shows": shows, **more}
    return Page(await visitor.client.post(f"/staff{path(world)}", data=form, files={field: ("a.jpg", upload)}))


def kept(world: World) -> tuple[Picture, ...]:
    with world.store.read() as tx:
        return pictures.of_person(tx, world.cast.person.id)


async def seen(visitor: Visitor, world: World, picture_id: str, more: str = "") -> httpx.Response:
    return (await visitor.get(f"{path(world)}/{picture_id}{more}")).response


@pytest.mark.parametrize("field", ["taken", "chosen"])
async def test_a_worker_adds_one_and_the_page_shows_it(world: World, field: str) -> None:
    visitor, person = world.signed_in(world.cast.worker), f"/people/{world.cast.person.id}"
    assert "No photos of their own are kept." in (await visitor.get(person)).words
    sent = await send(world, uploads.from_a_phone(), " The  pool ", field)
    assert sent.location == f"/staff{path(world)}"
    [one] = kept(world)
    page = await visitor.get(path(world))
    assert f'src="/staff{path(world)}/{one.id}/small" alt="The pool"' in page.html
    assert "The pool Added by Wes Sample today at 10:00am." in page.words
    assert "1 photo of their own is kept." in (await visitor.get(person)).words


async def test_it_is_sent_as_what_it_is_and_stays_in_no_cache(world: World) -> None:
    await send(world, uploads.from_a_phone())
    [one] = kept(world)
    visitor = world.signed_in(world.cast.worker)
    for more, longest in (("", 400), ("/small", 256)):
        answer = await seen(visitor, world, one.id, more)
        assert max(Image.open(io.BytesIO(answer.content)).size) == longest
        headers = answer.headers
        assert (headers["content-type"], headers["cache-control"]) == ("image/jpeg", "no-store")
        assert (
            headers["x-content-type-options"] == "nosniff"
            and "default-src 'none'" in headers["content-security-policy"]
        )
        assert b"Exif" not in answer.content and b"Invented" not in answer.content


async def test_what_is_taken_away_is_gone_at_once(world: World) -> None:
    await send(world, uploads.photo())
    [one] = kept(world)
    gone = await send(world, b"", do="take_away", which=one.id)
    assert gone.status == 303 and kept(world) == ()
    assert (await seen(world.signed_in(world.cast.worker), world, one.id)).status_code == 404
    assert world.store.media is not None and list(world.store.media.iterdir()) == []


@pytest.mark.parametrize(
    ("upload", "advice"),
    [
        (b"", "Choose a photo first."),
        (b"<!doctype html><script>alert(1)</script>", "This file is no photo that we can read."),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "This file is no photo that we can read."),
        (uploads.photo((900, 900))[:2000], "This photo is damaged."),
        (uploads.bomb(9000, 9000), "This photo has too many dots."),
        (uploads.photo() + b"\0" * images.MOST_BYTES, "This photo is too large. Choose one of 10 MB or less."),
    ],
)
async def test_what_is_no_photo_is_refused_beside_its_field(world: World, upload: bytes, advice: str) -> None:
    page = await send(world, upload)
    assert page.status == 422 and kept(world) == ()
    assert page.words.count(advice) == 2 and 'href="#chosen"' in page.html and 'value="The pool"' in page.html


async def test_without_words_for_it_it_is_not_kept(world: World) -> None:
    page = await send(world, uploads.photo(), "")
    assert page.status == 422 and 'href="#shows"' in page.html and kept(world) == ()


async def test_the_same_one_twice_is_kept_once(world: World) -> None:
    await send(world, uploads.photo())
    assert "This photo is there already." in (await send(world, uploads.photo())).words
    assert len(kept(world)) == 1


async def test_a_file_with_two_faces_comes_back_with_one(world: World) -> None:
    await send(world, uploads.two_faced())
    [one] = kept(world)
    shown = (await seen(world.signed_in(world.cast.worker), world, one.id)).content
    assert b"script" not in shown and b"PK\x03\x04" not in shown


async def test_a_second_file_in_one_field_is_refused(world: World) -> None:
    visitor = world.signed_in(world.cast.worker)
    form = {"csrf_token": await visitor.token(), "do": "add", "shows": "The pool"}
    files = [("chosen", ("a.jpg", uploads.photo()))] * 3
    answer = await visitor.client.post(f"/staff{path(world)}", data=form, files=files)
    assert answer.status_code == 400 and kept(world) == ()


@pytest.mark.parametrize(("where", "size"), [("photos", 50 * 2**20), ("meanings", images.MOST_BYTES)])
async def test_fifty_megabytes_are_refused_before_they_are_read(site: Site, where: str, size: int) -> None:
    """Told at once by what the head says; of the body nothing was taken."""
    world = site.world
    host, port = site.address.removeprefix("http://").removesuffix("/staff").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(
        f"POST /staff/people/{world.cast.person.id}/{where} HTTP/1.1\r\nHost: {host}:{port}\r\n"
        f"Content-Type: multipart/form-data; boundary=x\r\nContent-Length: {size}\r\n\r\n--x\r\n".encode()
    )
    await writer.drain()
    answer = await asyncio.wait_for(reader.read(2**16), 5)
    assert answer.startswith(b"HTTP/1.1 413") and b"A photo can have up to 10 MB" in answer
    writer.close()


async def test_a_body_without_an_end_is_refused(world: World) -> None:
    visitor = world.signed_in(world.cast.worker)

    async def endless() -> object:
        yield b"--x\r\n"

    headers = {"content-type": "multipart/form-data; boundary=x"}
    answer = await visitor.client.post(f"/staff{path(world)}", content=endless(), headers=headers)  # type: ignore[arg-type]
    assert answer.status_code == 413


async def test_on_a_phone_it_is_taken_and_kept_and_nobody_is_shut_out(site: Site) -> None:
    world = site.world
    await send(world, uploads.from_a_phone(), "The pool")
    for phone in (True, False):
        tab = await site.signed_in(world.cast.worker, phone=phone)
        await tab.goto(site.address + path(world))
        assert await violations(tab) == []
        assert await tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
        large = {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": b"\0" * (images.MOST_BYTES + 1)}
        await tab.get_by_label("Choose a photo").set_input_files(large)  # type: ignore[arg-type]
        assert await tab.get_by_role("alert").filter(has_text="too large").count() == 1
        await tab.get_by_role("button", name="Keep this photo").click()
        photo = uploads.photo(colour="red" if phone else "blue")
        small = {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": photo}
        await tab.get_by_label("Choose a photo").set_input_files(small)  # type: ignore[arg-type]
        await tab.get_by_label("What it shows").fill("The bus")
        await tab.get_by_role("button", name="Keep this photo").click()
        await tab.get_by_text("The photo is kept.").wait_for()
    assert len(kept(world)) == 3
