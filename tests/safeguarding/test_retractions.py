"""R10: "do not tell" and "only joking" are recognised when they are what the person says, and only then."""

import pytest

from safeguarding import Tier, retracts, screen


@pytest.mark.parametrize(
    "said",
    [
        "dont tell anyone",
        "please don't tell staff",
        "pls dont tell him",
        "do not tell mum",
        "keep it a secret",
        "its a secret",
        "i dont want anyone to know",
        "dont let them know",
    ],
)
def test_do_not_tell(said: str) -> None:
    assert retracts(said) == "do_not_tell"


@pytest.mark.parametrize(
    "said",
    [
        "only joking",
        "i was joking",
        "just kidding lol",
        "it was a joke",
        "i made it up",
        "it didn't happen",
        "forget what i said",
        "sorry i was only messing",
        "i take it back",
    ],
)
def test_joking(said: str) -> None:
    assert retracts(said) == "joking"


@pytest.mark.parametrize(
    "said",
    [
        "",
        "👍",
        "they didn't tell anyone my day was changed",
        "i was joking with Maria and then we all went out for cake",
        "staff tell good jokes at the disco and i like it",
        "please tell me when the bus comes",
        "i want to tell my sister about the seaside",
        "forget the milk i want juice with my breakfast today",
        "the film was about a secret agent and a joke shop",
        "nobody told me",
        "tell me a joke",
        "can you tell us another joke",
        "i want a joke",
    ],
)
def test_other_talk_is_no_retraction(said: str) -> None:
    assert retracts(said) is None


def test_a_retraction_with_a_disclosure_still_screens_as_one() -> None:
    assert screen("dont tell anyone but he hit me").tier is Tier.AMBER
