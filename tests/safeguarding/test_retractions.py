"""R10: "do not tell" and "only joking" are recognised when they are what the person says, and only then."""

import csv
import shutil
from pathlib import Path

import pytest

import safeguarding
from safeguarding import RulesError, Tier, retracts, screen
from safeguarding.rules import RuleBook

FOLDER = Path(safeguarding.__file__).parent
HARM = "harm"


def said_so(kind: str) -> list[str]:
    """The lines of one kind in `retractions.tsv`: invented, like those of the gate. `harm` only looks like a wish."""
    with (Path(__file__).parent / "retractions.tsv").open(encoding="utf-8", newline="") as opened:
        rows = csv.DictReader(opened, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [row["text"] for row in rows if row["kind"] == kind]


@pytest.mark.parametrize("said", said_so("do_not_tell"))
def test_do_not_tell(said: str) -> None:
    assert retracts(said) == "do_not_tell"


@pytest.mark.parametrize("said", said_so("joking"))
def test_joking(said: str) -> None:
    assert retracts(said) == "joking"


@pytest.mark.parametrize("said", said_so(HARM))
def test_more_than_the_wish_is_new_harm(said: str) -> None:
    assert retracts(said) is None
    assert screen(said).tier in (Tier.AMBER, Tier.RED)


def test_the_lists_are_long() -> None:
    assert len(said_so("do_not_tell")) >= 60 and len(said_so(HARM)) >= 40


@pytest.mark.parametrize("said", ["dont tell no one", "pls dont say nothing to staff", "keep it quiet"])
def test_a_wish_alone_is_found_by_the_rules_as_it_always_was(said: str) -> None:
    assert screen(said).tier is Tier.AMBER


@pytest.mark.parametrize(
    "said",
    [
        "",
        "👍",
        "they didn't tell anyone my day was changed",
        "they never tell me",
        "i was joking with Maria and then we all went out for cake",
        "he said it was only a joke",
        "staff tell good jokes at the disco and i like it",
        "please tell me when the bus comes",
        "i want to tell my sister about the seaside",
        "forget the milk i want juice with my breakfast today",
        "the film was about a secret agent and a joke shop",
        "my secret santa was Gill",
        "my room is private",
        "the manager wont tell me when",
        "i am happy about it",
        "will you come",
        "no telling off today",
        "leave it on",
        "i didnt tell staff",
        "we made it up",
        "happy they keep it quiet at night",
        "nobody told me",
        "tell me a joke",
        "can you tell us another joke",
        "i want a joke",
    ],
)
def test_other_talk_is_no_retraction(said: str) -> None:
    assert retracts(said) is None


@pytest.mark.parametrize("answers", ["danger-now", "no-such-rule"])
def test_no_retraction_answers_a_red_rule_or_none(tmp_path: Path, answers: str) -> None:
    for name in ("rules.yml", "spelling.yml"):
        shutil.copy(FOLDER / name, tmp_path)
    file = tmp_path / "rules.yml"
    rules = file.read_text(encoding="utf-8")
    file.write_text(rules.replace("    answers: [", f"    answers: [{answers}, ", 1), encoding="utf-8")
    with pytest.raises(RulesError, match=f"do_not_tell: answers .*{answers}"):
        RuleBook(tmp_path)
