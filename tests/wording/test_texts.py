"""The texts themselves: the gate of the linter, the agreed answers, and what the signed texts must and must not say."""

import re

import pytest

from wording.catalogue import Catalogue
from wording.lint import CONSENT_OR_CONFIRM, EXEMPT, lint_catalogue, lint_text, lint_wording

FACES = ["worked", "mixed", "did_not_work", "something_else", "not_sure"]
SEND = ["send", "change", "do_not_send", "who_sees"]
ANSWERS = {
    "first_contact": ["yes", "no", "not_sure"],
    "feedback_outcome": FACES,
    "feedback_words_worked": [],
    "feedback_words_mixed": [],
    "feedback_words_did_not_work": [],
    "feedback_words_unclear": [],
    "read_back_my_staff": SEND,
    "read_back_only_manager": SEND,
    **{f"read_back_{form}_{by}": SEND for form in ("signs", "things") for by in ("my_staff", "only_manager")},
    "what_to_change": ["my_words", "how_it_was", "nothing"],
    "who_sees": ["my_staff", "only_manager"],
    "who_helped": ["alone", "read_to_me", "tapped_for_me", "not_sure"],
    "did_it_help": ["helped", "helped_a_bit", "did_not_help", "not_sure"],
    "are_you_ok": ["ok", "not_ok", "need_person"],
    "not_understood": ["tell_staff", "what_happened", "need_person"],
    "resume": ["carry_on", "start_again"],
    "more_news": ["more", "enough"],
    "what_do_you_want": ["say_nothing"],
    "how_often": ["every_day", "now_and_then", "only_when_i_start"],
    "check_in": FACES,
    "my_check_ins": ["new_check_in", "pause", "stop_one", "something_else", "not_sure"],
    "check_in_thing": ["ask_this", "next_one", "my_words", "not_sure"],
    "check_in_words": [],
    "check_in_days": ["every_day", "working_days", "one_day", "not_sure"],
    "check_in_day": ["monday", "tuesday", "wednesday", "other_day"],
    "check_in_day_later": ["thursday", "friday", "other_day"],
    "check_in_day_weekend": ["saturday", "sunday", "other_day"],
    "check_in_time": ["morning", "afternoon", "evening", "not_sure"],
    "keep_check_in": ["keep_it", "start_again", "do_not_keep"],
    "second_check_in": ["two_a_day", "start_again", "do_not_keep"],
    "stop_check_in": ["stop_this", "next_one", "enough"],
    "pause": ["pause_day", "pause_week", "pause_open", "not_sure"],
    "paused": ["ask_again", "stay_quiet"],
    "quiet_times": ["not_before_9", "not_after_8", "only_at_night"],
    # The options stand before these, and come from who prepared the choice.
    "choice": ["something_else", "not_now", "need_person"],
    "choice_look": ["next"],
    "choice_words": ["say_nothing"],
    "choice_read_back": ["send", "change", "do_not_send"],
    "choice_why": ["say_nothing"],
    "choice_again": ["keep_it", "choose_again"],
    "who_helps_choose": ["ask_them", "not_now"],
    "who_helps": ["add_helper", "stop_one", "not_now"],
    "helper": ["that_is_right", "stop_helper"],
    "how_messages": ["sound", "pictures", "nothing", "something_else"],
    "how_messages_more": ["speed", "answers", "nothing"],
    "how_sound": ["sound_on", "sound_slower", "sound_off"],
    "how_speed": ["usual_speed", "slow_speed"],
    "how_pictures": ["pictures_on", "own_photos", "pictures_off"],
    "how_answers": ["together", "one_at_a_time"],
    **{
        f"what_matters_{kind}{more}": ["not_now", "say_nothing"]
        for kind in ("matters_most", "helps", "avoid", "how_i_say", "my_people")
        for more in ("", "_else")
    },
    "what_matters_change": ["not_now", "say_nothing"],
    **{f"matters_read_back_{by}": [*SEND, "something_else"] for by in ("my_staff", "only_manager")},
    "matters_who_sees": ["my_staff", "only_manager"],
    "my_page": ["more", "change", "enough"],
    "my_page_change": ["my_words", "take_away", "nothing"],
    "my_page_end": ["add", "enough"],
    "what_to_add": ["matters_most", "helps", "avoid", "something_else"],
    "what_else_to_add": ["how_i_say", "my_people"],
    "heard_you": ["that_is_right", "that_is_wrong", "not_sure"],
}
CONTROLS = {
    *("help_now", "need_person", "repeat", "more"),
    *("slower", "back", "undo", "skip", "not_sure", "stop", "what_happened", "who_sees", "how_often"),
    *("my_check_ins", "my_choices", "about_me", "how_messages", "next", "are_you_real"),
}
# What another channel brings: it has no button, but a name in the conversation.
SENT = {
    *(f"sent_{kind}" for kind in ("voice", "photo", "video", "file", "place", "contact", "poll", "other")),
    "edited",
}
SAFETY_ROW = {"utter_red_danger", "utter_red_medical", "utter_red_self_harm"}
TOLD = {"utter_amber", "utter_amber_hurt_someone"}


def whole(catalogue: Catalogue, name: str) -> str:
    return "\n\n".join(catalogue[name].bubbles)


def test_every_text_passes_the_linter(catalogue: Catalogue) -> None:
    assert [f"{name}: {finding}" for name, finding in lint_catalogue(catalogue)] == []


def test_every_question_offers_exactly_the_agreed_answers_in_order(catalogue: Catalogue) -> None:
    asked = {name.removeprefix("utter_ask_"): name for name in catalogue.names() if name.startswith("utter_ask_")}

    assert {kind: [option.answer for option in catalogue[name].options] for kind, name in asked.items()} == ANSWERS


@pytest.mark.parametrize("form", ["words_kept", "signs", "changed", "thing", "check_in"])
def test_the_question_about_words_takes_the_same_answers_and_words(catalogue: Catalogue, form: str) -> None:
    assert catalogue[f"utter_{form}_ask_outcome"].options == catalogue["utter_ask_feedback_outcome"].options


def test_a_question_in_simpler_words_takes_the_same_answers(catalogue: Catalogue) -> None:
    again = {name for name in catalogue.names() if name.startswith("utter_again_")}
    first = {name.replace("utter_again_", "utter_") for name in again}
    first = first - {"utter_ask_read_back", "utter_ask_matters_read_back"}
    first |= {"utter_ask_read_back_my_staff", "utter_ask_matters_read_back_my_staff"}

    assert [catalogue[name].options for name in sorted(first)] == [catalogue[name].options for name in sorted(again)]
    assert all(catalogue[name].bubbles[-1] not in catalogue[one].bubbles for name in again for one in first)


def test_the_simpler_first_contact_says_everything_once_more(catalogue: Catalogue) -> None:
    first, again = catalogue["utter_ask_first_contact"], catalogue["utter_again_ask_first_contact"]

    assert again.bubbles[:-1] == first.bubbles[:-1]


@pytest.mark.parametrize(
    "name",
    [
        *("utter_sent_voice", "utter_sent_photo", "utter_sent_video", "utter_sent_file", "utter_sent_place"),
        *("utter_voice_no_sound", "utter_voice_too_long", "utter_voice_lost"),
    ],
)
def test_what_nobody_screened_names_999(catalogue: Catalogue, name: str) -> None:
    assert "call 999 now" in whole(catalogue, name)


def test_a_voice_message_is_told_when_a_person_listens(catalogue: Catalogue) -> None:
    assert "They listen {hours}." in whole(catalogue, "utter_sent_voice")


def test_only_questions_have_answers(catalogue: Catalogue) -> None:
    with_options = {name for name in catalogue.names() if catalogue[name].options}

    assert {name for name in with_options if "_ask_" not in name} == set()


def test_every_control_has_a_label(catalogue: Catalogue) -> None:
    labels = {name.removeprefix("utter_control_") for name in catalogue.names() if name.startswith("utter_control_")}

    assert labels == CONTROLS | SENT


def test_every_answer_but_consent_and_help_can_be_typed_in_other_words(catalogue: Catalogue) -> None:
    silent = [(name, option) for name in catalogue.names() for option in catalogue[name].options if not option.synonyms]

    assert silent == []


def test_a_bare_no_never_throws_words_away(catalogue: Catalogue) -> None:
    do_not_send = catalogue["utter_ask_read_back_my_staff"].options[2]

    assert "no" not in do_not_send.synonyms


def test_exemptions_are_exactly_the_ones_decided() -> None:
    assert {name: set(rules) for name, rules in EXEMPT.items()} == {
        "utter_ask_first_contact": {"39"},
        "utter_privacy": {"39"},
        "utter_red_danger": {"39"},
        "utter_red_medical": {"39"},
        "utter_red_self_harm": {"39"},
        "utter_amber": {"39"},
        "utter_amber_hurt_someone": {"39"},
        "utter_not_ok": {"39"},
        "utter_have_to_tell": {"39"},
        "utter_again_ask_first_contact": {"39"},
        "utter_ask_did_it_help": {"23"},
        "utter_ask_are_you_ok": {"23"},
    }
    assert {
        "utter_ask_first_contact",
        "utter_again_ask_first_contact",
        "utter_ask_not_understood",
        # Whether a program heard rightly, only its person can say.
        "utter_ask_heard_you",
        "utter_again_ask_heard_you",
    } == CONSENT_OR_CONFIRM


def test_every_exemption_is_used_and_long_rows_are_signed(catalogue: Catalogue) -> None:
    for name, rules in EXEMPT.items():
        broken = {finding.rule for finding in lint_text(whole(catalogue, name))}
        assert rules <= broken, name
        assert "39" not in rules or catalogue[name].signed, name


def test_an_exempt_text_is_still_held_to_all_other_rules(catalogue: Catalogue) -> None:
    wording = catalogue["utter_amber"]
    spoilt = type(wording)(wording.name, (*wording.bubbles, "Don't worry."), (), wording.signed, wording.placeholders)

    assert {finding.rule for finding in lint_wording(spoilt)} == {"6", "never"}


@pytest.mark.parametrize("name", sorted(SAFETY_ROW | TOLD | {"utter_not_ok"}))
def test_999_stands_in_the_first_sentence_and_nothing_is_asked(catalogue: Catalogue, name: str) -> None:
    assert "999" in re.split(r"(?<=\.)\s", catalogue[name].bubbles[0])[0]
    assert "?" not in whole(catalogue, name)


@pytest.mark.parametrize("name", sorted(TOLD))
def test_amber_has_every_part_of_r07(catalogue: Catalogue, name: str) -> None:
    text = whole(catalogue, name)
    parts = [
        "Thank you",
        "You did the right thing",
        "I cannot keep this secret",
        "{telling}",
        "They will talk to you",
    ]

    assert [part for part in parts if part not in text] == []


def test_it_is_not_your_fault_is_left_out_where_the_person_hurt_someone(catalogue: Catalogue) -> None:
    assert "It is not your fault." in whole(catalogue, "utter_amber")
    assert "fault" not in whole(catalogue, "utter_amber_hurt_someone")


@pytest.mark.parametrize("name", ["utter_still_trying", "utter_nobody_there", "utter_trying_to_tell"])
def test_nothing_is_said_of_help_where_nobody_may_come(catalogue: Catalogue, name: str) -> None:
    text = whole(catalogue, name)

    assert not re.search(r"told|telling|on (the|their) way|will|safe", text)
    assert ("call 999" in text) is (name != "utter_trying_to_tell")


def test_a_safety_text_names_nobody_but_whoever_is_told(catalogue: Catalogue) -> None:
    answers = [name for name in catalogue.names() if "{telling}" in whole(catalogue, name)]

    assert set(answers) == SAFETY_ROW | TOLD | {"utter_not_ok"}
    for name in (*answers, "utter_told", "utter_still_trying", "utter_have_to_tell"):
        assert "role" not in catalogue[name].placeholders


def test_only_one_text_says_somebody_was_told(catalogue: Catalogue) -> None:
    saying = [name for name in catalogue.names() if "have told" in whole(catalogue, name)]

    assert saying == ["utter_told"]


def test_self_harm_names_one_helpline(catalogue: Catalogue) -> None:
    lines = re.findall(r"\d[\d ]+\d", whole(catalogue, "utter_red_self_harm"))

    assert lines == ["999", "116 123"]


def test_every_safety_text_is_signed_for(catalogue: Catalogue) -> None:
    kinds = {name: catalogue[name].signed for name in catalogue.names() if catalogue[name].signed}

    assert {name for name, kind in kinds.items() if kind == "safeguarding"} == SAFETY_ROW | TOLD | {
        *(
            "utter_telling",
            "utter_trying_to_tell",
            "utter_told",
            "utter_still_trying",
            "utter_nobody_there",
            "utter_who_nobody",
            "utter_ask_are_you_ok",
            "utter_ok_thanks",
            "utter_not_ok",
            "utter_have_to_tell",
            "utter_person_asked",
            "utter_stranger",
            "utter_stranger_bad_code",
            "utter_stranger_many_tries",
            "utter_again_ask_are_you_ok",
            "utter_ask_what_do_you_want",
            "utter_what_you_want_kept",
            "utter_told_ask_what_do_you_want",
        )
    }
    assert {name for name, kind in kinds.items() if kind == "receipt"} == {
        *(f"utter_sent_{kind}" for kind in ("voice", "photo", "video", "file", "place")),
        *("utter_voice_lost", "utter_voice_no_sound", "utter_voice_too_long"),
    }
    assert kinds["utter_ask_first_contact"] == "first_contact" and kinds["utter_privacy"] == "privacy"


@pytest.mark.parametrize(
    "part",
    [
        "I am a computer",
        "Said & Done",
        "{house}",
        "cannot keep some things secret",
        "I tell {role}",
        "stop at any time",
    ],
)
def test_first_contact_says_what_it_must(catalogue: Catalogue, part: str) -> None:
    assert part in whole(catalogue, "utter_ask_first_contact")


@pytest.mark.parametrize(
    "part", ["keep what you send", "{house}", "Telegram", "as long as", "ask to see", "cannot keep some things secret"]
)
def test_the_privacy_text_says_what_r60_asks(catalogue: Catalogue, part: str) -> None:
    assert part in whole(catalogue, "utter_privacy")


def test_no_text_asks_about_symptoms_or_gives_medical_advice(catalogue: Catalogue) -> None:
    medical = re.compile(
        r"\b(hurt where|pain|breath\w*|bleed\w*|tablet\w*|medicine|lie down|first aid)\b", re.IGNORECASE
    )

    assert [name for name in catalogue.names() if medical.search(whole(catalogue, name))] == []
