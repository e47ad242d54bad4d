"""The rule files: a lead can read them, a slip in them stops the start, and every entry does something."""

import re
import shutil
from pathlib import Path

import pytest
from wordfreq import top_n_list, zipf_frequency

import safeguarding
from safeguarding import RulesError, Tier, screen
from safeguarding.rules import RuleBook
from safeguarding.screening import rule_book
from safeguarding.tiers import Kind

FOLDER = Path(safeguarding.__file__).parent


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for name in ("rules.yml", "spelling.yml"):
        shutil.copy(FOLDER / name, tmp_path)
    return tmp_path


def mend(folder: Path, before: str, after: str, name: str = "rules.yml") -> None:
    text = (folder / name).read_text(encoding="utf-8")
    assert before in text
    (folder / name).write_text(text.replace(before, after, 1), encoding="utf-8")


def test_every_rule_says_why() -> None:
    assert all(len(rule.why) > 10 for rule in rule_book().rules)


def test_the_version_fits_its_column_and_names_the_bytes(copy: Path) -> None:
    before = RuleBook(copy).version
    assert before == rule_book().version
    assert len(before) <= 40
    mend(copy, "hert: hurt", "hert: hurts", "spelling.yml")
    assert RuleBook(copy).version != before


def test_only_red_and_check_speak_of_danger_and_illness() -> None:
    # These kinds outweigh `hurt_someone`; at amber that would bring back "It is not your fault" (R07).
    assert not [r.id for r in rule_book().rules if r.tier is Tier.AMBER and r.kind in (Kind.DANGER, Kind.MEDICAL)]


def test_every_list_is_used() -> None:
    text = (FOLDER / "rules.yml").read_text(encoding="utf-8")
    lists = re.findall(r"^  ([a-z ]+): \[", text[text.index("lists:") : text.index("fillers:")], re.MULTILINE)
    assert len(lists) > 10
    assert [name for name in lists if f"<{name}>" not in text and f"<any but {name}>" not in text] == []


def test_every_phrase_of_a_rule_sets_off_that_rule() -> None:
    """A phrase that cannot match is a hole. Each is written out (first choice of each place) and found again."""
    book = rule_book()
    dead = []
    for rule in book.rules:
        for phrase in (phrase for said in rule.say.values() for phrase in said):
            words = [
                word
                for element in phrase.elements
                if not element.optional and not element.gap
                for word in (min(element.entries) if element.entries else ("ruth",))
            ]
            if rule.id not in {finding.rule.id for finding in book.findings(book.message(words))}:
                dead.append((rule.id, phrase.written))
    assert dead == []


def test_everyday_words_are_not_taken_for_slips() -> None:
    book = rule_book()
    everyday = [w for w in top_n_list("en", 60_000) if zipf_frequency(w, "en") >= 3 and w.isascii() and w.isalpha()]
    mistaken = {
        word: slip for word in everyday if book.reading.slip_for(word) and (slip := book.reading.read(word)) != (word,)
    }
    listed = set(re.findall(r"^  (\w+): ", (FOLDER / "spelling.yml").read_text(encoding="utf-8"), re.MULTILINE))
    assert {word: slip for word, slip in mistaken.items() if word not in listed} == {}


def test_a_lead_may_write_words_the_plain_way(copy: Path) -> None:
    mend(
        copy,
        "rules:\n",
        "rules:\n  - {id: new, tier: red, kind: danger, why: tried, say: [I can not find no 999 lamp]}\n",
    )
    assert "new" in {finding.rule.id for finding in _findings(RuleBook(copy), "i can't find no 999 lamp")}


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("tier: red", "tier: purple", "purple"),
        ("kind: danger", "kind: dangerous", "dangerous"),
        ("id: danger-weapon", "id: danger-fire", "two rules are called danger-fire"),
        ("<hits> <me>", "<hitz> <me>", "there is no list <hitz>"),
        ("<hits> <me>", "... <me>", "begin or end"),
        ("<hits> <me>", '"* *"', "needs a word"),
        ("    why: ", "    because: ", "because"),
        ("rules:\n", "rules:\n  - {id: empty, tier: red, kind: danger, why: tried}\n", "empty: says nothing"),
        ("rules:\n", "rules:\n  - {id: one, tier: red, kind: danger, why: tried, say: help}\n", "needs a list"),
        ("lists:\n", "lists: [\n", "not readable"),
        ("version: ", "edition: ", "edition"),
    ],
)
def test_a_slip_in_the_file_is_named(copy: Path, before: str, after: str, message: str) -> None:
    mend(copy, before, after)
    with pytest.raises(RulesError, match=message):
        RuleBook(copy)


def test_a_new_rule_is_enough_to_catch(copy: Path) -> None:
    assert screen("the flibbet came").tier is Tier.NONE
    mend(copy, "rules:\n", "rules:\n  - {id: new, tier: amber, kind: harm, why: tried, say: [flibbet came]}\n")
    assert {finding.rule.id for finding in _findings(RuleBook(copy), "the FLIBBET came")} == {"new"}


def _findings(book: RuleBook, said: str) -> list[safeguarding.rules.Finding]:
    return list(book.findings(book.message(book.reading.read(said))))
