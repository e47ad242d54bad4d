"""The linter: checks every text a person can be sent, ours in the build and staff's as they type.

`lint_text` looks at one message (bubbles parted by blank lines); the others look at catalogue entries. An empty result
means the text may be sent.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from wording import answers, phrases, plain_words, shape, signs, tone, vocabulary
from wording.catalogue import Catalogue, Option, Wording
from wording.finding import Finding
from wording.message import Message, read

__all__ = ["EXEMPT", "Finding", "lint_catalogue", "lint_options", "lint_text", "lint_wording", "preload"]

RULES: tuple[Callable[[Message], Iterator[Finding]], ...] = (
    shape.sentence_length,
    shape.one_idea,
    shape.bubble_size,
    shape.one_question,
    shape.reading_grade,
    shape.bubbles_in_a_row,
    plain_words.common_words,
    plain_words.contractions,
    plain_words.capitals,
    plain_words.symbols,
    plain_words.active_voice,
    tone.calm_marks,
    tone.emoji,
    tone.no_leading_question,
    tone.phrase_lists,
)
"""Every rule over one message, in the order the advice is given."""

MAX_LABEL_WORDS = 8
_NOT_FOR_LABELS = frozenset({"5", "23"})  # a label is what the person says: it may ask "Are you a person?"

EXEMPT: dict[str, frozenset[str]] = {
    # Signed texts sent as a row of short bubbles. The decisions allow rule 2 too; short bubbles make that needless.
    "utter_ask_first_contact": frozenset({"39"}),
    "utter_privacy": frozenset({"39"}),
    "utter_red_danger": frozenset({"39"}),
    "utter_red_medical": frozenset({"39"}),
    "utter_red_self_harm": frozenset({"39"}),
    "utter_amber": frozenset({"39"}),
    "utter_amber_hurt_someone": frozenset({"39"}),
    "utter_not_ok": frozenset({"39"}),
    "utter_have_to_tell": frozenset({"39"}),
    "utter_again_ask_first_contact": frozenset({"39"}),
    # Named by the decisions: the outcome is asked by one tap, and safety plainly.
    "utter_ask_did_it_help": frozenset({"23"}),
    "utter_ask_are_you_ok": frozenset({"23"}),
}
"""The rules a text may break, by response name. Nothing else is exempt from anything."""

CONSENT_OR_CONFIRM = frozenset(
    {
        *("utter_ask_first_contact", "utter_again_ask_first_contact", "utter_ask_not_understood"),
        *("utter_ask_heard_you", "utter_again_ask_heard_you"),
    }
)
"""Where rule 24 itself allows yes or no: to agree to the chat, and to confirm what was meant."""

_ABOUT_CHECK_INS = ("keep_check_in", "second_check_in", "stop_check_in", "paused", "quiet_times")
_ABOUT_MESSAGES = ("how_messages", "how_messages_more", "how_sound", "how_speed", "how_pictures", "how_answers")

ASKS_WHAT_TO_DO = frozenset(
    {
        "utter_ask_read_back_my_staff",
        "utter_ask_read_back_only_manager",
        *(f"utter_ask_read_back_{form}_{by}" for form in ("signs", "things") for by in ("my_staff", "only_manager")),
        "utter_ask_what_to_change",
        "utter_ask_who_sees",
        "utter_ask_resume",
        "utter_ask_more_news",
        "utter_ask_not_understood",
        "utter_ask_are_you_ok",
        "utter_ask_how_often",
        *(f"utter_{ask}_check_in_day{page}" for ask in ("ask", "again_ask") for page in ("", "_later", "_weekend")),
        *(f"utter_{ask}_{what}" for ask in ("ask", "again_ask") for what in (*_ABOUT_CHECK_INS, *_ABOUT_MESSAGES)),
        "utter_ask_choice_look",
        "utter_choice_ask_look_more",
        "utter_ask_choice_read_back",
        "utter_choice_ask_read_back_words",
        "utter_ask_choice_again",
        "utter_ask_helper",
        "utter_helper_ask_new",
        "utter_again_ask_read_back",
        "utter_again_ask_what_to_change",
        "utter_again_ask_who_sees",
        "utter_again_ask_resume",
        "utter_again_ask_more_news",
        "utter_again_ask_are_you_ok",
        "utter_again_ask_how_often",
        "utter_again_ask_choice_look",
        "utter_again_ask_choice_read_back",
        "utter_again_ask_choice_again",
        "utter_again_ask_helper",
        *(f"utter_ask_matters_read_back_{by}" for by in ("my_staff", "only_manager")),
        *(
            f"utter_{again}ask_{page}"
            for again in ("", "again_")
            for page in (
                "matters_who_sees",
                "my_page",
                "my_page_change",
                "my_page_end",
                "what_to_add",
                "what_else_to_add",
            )
        ),
        "utter_again_ask_matters_read_back",
    }
)
"""Questions about the next step; every other one asks for a view and so offers "Not sure" (rule 29)."""

WAYS_OUT = frozenset({"not_sure", "say_nothing", "not_now"})
"""Answers that leave a question open, and are as good as any other (rule 29)."""


def preload() -> None:
    """Read word lists, phrases and signs now (about half a second) rather than while somebody types."""
    vocabulary.preload()
    phrases.groups()
    signs.known()


def lint_text(text: str, *, names: Iterable[str] = (), exempt: frozenset[str] = frozenset()) -> tuple[Finding, ...]:
    """What one message must change before it may be sent.

    `names` are people and places the person knows; `exempt` are rule numbers to leave out. The person's own words
    inside “…” are never judged.
    """
    message = read(text, names)
    found = [finding for rule in RULES for finding in rule(message) if finding.rule not in exempt]
    # A word that another rule gives better advice about need not be called hard as well.
    advised = {finding.excerpt.lower() for finding in found if finding.rule != "4"}
    kept = (finding for finding in found if finding.rule != "4" or finding.excerpt.lower() not in advised)
    return tuple(dict.fromkeys(kept))


def lint_options(options: Sequence[Option], *, names: Iterable[str] = ()) -> tuple[Finding, ...]:
    """What a set of answers must change: how many, how different, and each label."""
    found = [*answers.too_many(options), *answers.too_alike(options)]
    for option in options:
        found += _label(option.label, names)
    return tuple(dict.fromkeys(found))


def lint_wording(wording: Wording) -> tuple[Finding, ...]:
    """What a catalogue entry must change: its message, its answers, and how they go together."""
    if wording.name.startswith(answers.LABEL_PREFIX):
        return tuple(finding for label in wording.bubbles for finding in _label(label, ()))
    exempt = EXEMPT.get(wording.name, frozenset())
    if wording.name in CONSENT_OR_CONFIRM:
        exempt |= {"23"}
    found = [*lint_text("\n\n".join(wording.bubbles), exempt=exempt), *lint_options(wording.options)]
    offered = {option.answer for option in wording.options}
    if offered & {"yes", "no"} and wording.name not in CONSENT_OR_CONFIRM:
        found.append(Finding("24", "Yes and no are only for agreeing to the chat. Name the answers.", wording.name))
    if offered and not offered & WAYS_OUT and wording.name not in ASKS_WHAT_TO_DO:
        found.append(Finding("29", "Offer “Not sure” as an answer.", wording.name))
    return tuple(found)


def lint_catalogue(catalogue: Catalogue) -> tuple[tuple[str, Finding], ...]:
    """Every finding of a catalogue with the response it belongs to; the gate of the build."""
    wordings = [catalogue[name] for name in catalogue.names()]
    found = [(wording.name, finding) for wording in wordings for finding in lint_wording(wording)]
    return (*found, *answers.one_label_an_answer(wordings), *answers.one_meaning_a_sign(wordings))


def _label(label: str, names: Iterable[str]) -> list[Finding]:
    found = list(lint_text(label, names=names, exempt=_NOT_FOR_LABELS))
    if len(read(label).words) > MAX_LABEL_WORDS:
        found.append(Finding("16", f"This answer is long. Use {MAX_LABEL_WORDS} words or fewer.", label))
    return found
