"""Each screening is answered by a signed text of the real catalogue, with 999 first where it must be (R04, R07)."""

from pathlib import Path

import pytest

from safeguarding import Kind, Screening, Tier, screen
from safeguarding.wording import reply_for
from wording.catalogue import Catalogue

CATALOGUE = Catalogue.load(Path(__file__).parents[2] / "domain" / "en")


@pytest.mark.parametrize("tier", [Tier.CHECK, Tier.AMBER, Tier.RED])
@pytest.mark.parametrize("kind", list(Kind))
def test_every_screening_has_a_signed_text(tier: Tier, kind: Kind) -> None:
    text = CATALOGUE[reply_for(Screening(tier, kind, (), "1"))]
    assert text.signed == "safeguarding"
    if tier is not Tier.CHECK:
        assert "999" in text.bubbles[0].split(".")[0]


@pytest.mark.parametrize(
    ("said", "reply"),
    [
        ("there is a fire in my room", "utter_red_danger"),
        ("🆘", "utter_red_danger"),
        ("im going to stab him", "utter_red_danger"),
        ("i cant breathe", "utter_red_medical"),
        ("i want to die", "utter_red_self_harm"),
        ("staff hit me", "utter_amber"),
        ("i hate myself", "utter_amber"),
        ("i punched Lee", "utter_amber_hurt_someone"),
        ("can you keep a secret", "utter_ask_are_you_ok"),
    ],
)
def test_which_text(said: str, reply: str) -> None:
    assert reply_for(screen(said)) == reply


def test_nothing_found_has_no_safety_text() -> None:
    with pytest.raises(ValueError, match="nothing was found"):
        reply_for(screen("bowling was good"))


def test_not_your_fault_is_never_said_to_someone_who_hurt_someone() -> None:
    for tier in (Tier.AMBER, Tier.RED):
        text = CATALOGUE[reply_for(Screening(tier, Kind.HURT_SOMEONE, (), "1"))]
        assert not any("not your fault" in bubble for bubble in text.bubbles)
