"""Emoji as pictures: there is one for each, it is plain, and what is read or copied stays true."""

from __future__ import annotations

import re
import time

import emoji
import pytest

from wording import sign_names, signs
from wording.catalogue import Catalogue
from wording.pictured import FOLDER, in_page, inlined, name_of

MOST_BYTES = 6_000_000
NEWEST_UNICODE = 16
"""What the set has; a sign of a later Unicode stays the letter that it is."""


def shown(page: str) -> str:
    return in_page(page, lambda name: f"/{name}.svg")


def test_there_is_a_picture_for_every_emoji_and_skin_tones_need_none_of_their_own() -> None:
    letters = {"©", "®", "™"}
    without = [
        one
        for one, about in emoji.EMOJI_DATA.items()
        if about["E"] <= NEWEST_UNICODE and one.strip("\ufe0f") not in letters and emoji.is_emoji(one)
        if re.sub(r'<img class="sign" src="/[0-9a-f-]+\.svg" alt="[^"]+" aria-label="[^"]+">', "", shown(one))
    ]
    assert without == []


def test_what_we_say_ourselves_has_a_picture_of_its_own(catalogue: Catalogue) -> None:
    said = {sign for phrase in catalogue.phrases() for sign in signs.found(phrase.text)}
    ours = {*said, *signs.known().faces, *signs.known().signs, *sign_names._table()["names"]}
    assert len(ours) > 60
    assert {one for one in ours if name_of(one) is None} == set()


@pytest.mark.parametrize("sign", ["👍", "👍🏽", "👍🏿"])
def test_a_tone_is_left_out_of_the_picture_and_stays_in_what_is_copied(sign: str) -> None:
    assert shown(sign) == f'<img class="sign" src="/1f44d.svg" alt="{sign}" aria-label="thumbs up">'


def test_a_name_with_marks_of_the_page_in_it_stays_a_name() -> None:
    assert 'aria-label="the flag of Antigua &amp; Barbuda"' in shown("🇦🇬")


def test_one_beside_its_own_word_is_not_read_out_as_well() -> None:
    assert shown("<b> 😞 Bad</b>") == '<b> <img class="sign" src="/1f61e.svg" alt="😞" aria-hidden="true"> Bad</b>'
    assert 'aria-label="sad face"' in shown("<b>😞 The bus</b>") and 'aria-label="sad face"' in shown("Bad 😞 Bad")


@pytest.mark.parametrize(
    "page",
    [
        '<input value="😞">',
        "<textarea rows=2>\n😞 <b></textarea>",
        "<title>😞</title>",
        "<option value=1>😞</option>",
        "<script>😞</script><style>😞</style>",
        "☎\ufe0e and © and 😞\ufe0e",
        "1 2 3 # * “quoted” – it’s",
        "\U0001faea",
    ],
)
def test_what_is_typed_or_meant_as_a_letter_stays_as_it_is(page: str) -> None:
    assert shown(page) == page


def test_words_around_them_stay_escaped() -> None:
    assert (
        re.sub("<img[^>]+>", "X", shown("<p>&lt;b&gt; 😞&amp;😊</p>\n<p>🚌</p>"))
        == "<p>&lt;b&gt; X&amp;X</p>\n<p>X</p>"
    )


def test_a_long_page_costs_little() -> None:
    page = "<p>It’s what “she” said, line by line, and no emoji.</p>\n" * 20_000
    begun = time.perf_counter()
    assert shown(page) == page
    assert time.perf_counter() - begun < 1


def test_the_pictures_are_small_stand_alone_and_run_nothing() -> None:
    pictures = sorted(FOLDER.glob("*.svg"))
    assert sum(one.stat().st_size for one in pictures) < MOST_BYTES
    for one in pictures:
        drawn = one.read_text(encoding="utf-8")
        assert drawn.startswith("<svg ") and not re.search(r"<(script|style|image|foreignObject|a)\b|\bon\w+=", drawn)
        assert re.findall(r'(?:href|src)="([^#][^"]*)"|url\(([^#])', drawn) == [], one
    assert inlined("1f61e").startswith("data:image/svg+xml;base64,PHN2Zy")
    assert "Creative Commons Attribution 4.0" in (FOLDER / "LICENSE.txt").read_text(encoding="utf-8")
