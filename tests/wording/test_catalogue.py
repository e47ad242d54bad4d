"""The catalogue reads the texts strictly and fills them literally."""

from pathlib import Path

import pytest

from wording.catalogue import Catalogue, CatalogueError, Option, UnknownWording

GREETING = """
version: "3.1"
responses:
  utter_greet:
    - text: |-
        Hello {name}.

        How was {day}?
      buttons:
        - title: "😊 Good"
          payload: worked
      metadata:
        signed: first_contact
        reviewed: null
        synonyms:
          worked: [great, 👍]
  utter_fixed:
    - text: "Say this."
"""

QUESTION = """
version: "3.1"
responses:
  utter_ask:
    - text: |-
        One thing.

        How was it?
      buttons:
        - {title: "😊 Good", payload: worked}
        - {title: "😡 Bad", payload: did_not_work}
"""

TWO_ANSWERS = "  utter_greet:\n    - text: Hi\n      buttons: [{title: Go, payload: a}, {title: Run, payload: b}]"


def load(folder: Path, text: str) -> Catalogue:
    (folder / "talk.yml").write_text(text, encoding="utf-8")
    return Catalogue.load(folder)


def responses(body: str) -> str:
    return f'version: "3.1"\nresponses:\n{body}'


def test_a_response_is_read_with_bubbles_options_signature_and_placeholders(tmp_path: Path) -> None:
    wording = load(tmp_path, GREETING)["utter_greet"]

    assert wording.bubbles == ("Hello {name}.", "How was {day}?")
    assert wording.options == (Option("worked", "😊 Good", ("great", "👍")),)
    assert wording.signed == "first_contact"
    assert wording.placeholders == {"name", "day"}


def test_names_are_listed_and_known(tmp_path: Path) -> None:
    catalogue = load(tmp_path, GREETING)

    assert catalogue.names() == ["utter_fixed", "utter_greet"]
    assert "utter_fixed" in catalogue and "utter_other" not in catalogue


def test_an_unknown_name_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(UnknownWording, match="utter_other"):
        load(tmp_path, GREETING)["utter_other"]


def test_placeholders_are_filled(tmp_path: Path) -> None:
    assert load(tmp_path, GREETING).bubbles("utter_greet", name="Ash", day="Monday") == (
        "Hello Ash.",
        "How was Monday?",
    )


@pytest.mark.parametrize("words", ["{day}", "{{name}}", "{", r"\1 \g<0>", "one\n\ntwo", "{0}", "“}”"])
def test_values_are_put_in_literally_and_never_make_a_bubble(tmp_path: Path, words: str) -> None:
    assert load(tmp_path, GREETING).bubbles("utter_greet", name=words, day="Monday") == (
        f"Hello {words}.",
        "How was Monday?",
    )


@pytest.mark.parametrize(
    ("values", "named"), [({"name": "Ash"}, "day"), ({"name": "Ash", "day": "Monday", "week": "1"}, "week")]
)
def test_a_missing_or_unknown_value_is_refused_by_name(tmp_path: Path, values: dict[str, str], named: str) -> None:
    with pytest.raises(CatalogueError, match=f"utter_greet.*{named}"):
        load(tmp_path, GREETING).bubbles("utter_greet", **values)


def test_phrases_are_labels_and_bubbles_without_a_slot_and_nothing_else(tmp_path: Path) -> None:
    catalogue = load(tmp_path, GREETING)

    assert [phrase.text for phrase in catalogue.phrases()] == ["Say this.", "😊 Good"]
    assert catalogue.phrase("utter_fixed", "Say this.") in catalogue.phrases()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("utter_fixed", "Say that."),
        ("utter_fixed", "say this."),
        ("utter_greet", "Say this."),
        ("utter_greet", "Hello {name}."),
        ("utter_greet", "Hello Ash."),
        ("utter_nothing", "Say this."),
    ],
)
def test_no_other_text_is_a_phrase(tmp_path: Path, name: str, text: str) -> None:
    assert load(tmp_path, GREETING).phrase(name, text) is None


def test_a_fixed_message_is_a_bubble_or_the_last_one_with_its_answers(tmp_path: Path) -> None:
    messages = load(tmp_path, QUESTION).fixed_messages()

    assert [(one.name, *(phrase.text for phrase in one.phrases)) for one in messages] == [
        ("utter_ask", "One thing."),
        ("utter_ask", "How was it?"),
        ("utter_ask", "How was it?", "😊 Good", "😡 Bad"),
    ]


def test_a_fixed_bubble_leads_back_to_its_response(tmp_path: Path) -> None:
    catalogue = load(tmp_path, GREETING)

    assert catalogue.response_for("Say this.") == "utter_fixed"
    assert catalogue.response_for("Say that.") is None
    assert catalogue.response_for("Hello {name}.") is None


def test_the_version_changes_with_a_shown_word_and_not_with_a_synonym(tmp_path: Path) -> None:
    version = load(tmp_path, GREETING).version

    assert load(tmp_path, GREETING.replace("great", "fab")).version == version
    assert load(tmp_path, GREETING.replace("Say this", "Say that")).version != version
    assert load(tmp_path, GREETING.replace("😊 Good", "😊 Fine")).version != version


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("  greet:\n    - text: Hi", "utter_"),
        ("  utter_greet: Hi", "exactly one text"),
        ("  utter_greet:\n    - text: Hi\n    - text: Hello", "exactly one text"),
        ("  utter_greet:\n    - text: ''", "text must be words"),
        ("  utter_greet:\n    - text: 999", "text must be words"),
        ("  utter_greet:\n    - text: Hi {Name}", "brace"),
        ("  utter_greet:\n    - text: Hi name}", "brace"),
        ("  utter_greet:\n    - text: Hi\n      image: x.png", "expected a mapping"),
        ("  utter_greet:\n    - text: Hi\n      buttons: null", "buttons must be a list"),
        ("  utter_greet:\n    - text: Hi\n      buttons: [{title: Yes, payload: yes}]", "payload must be words"),
        ("  utter_greet:\n    - text: Hi\n      buttons: [{title: Go, payload: /go}]", "bare answer id"),
        ("  utter_greet:\n    - text: Hi\n      buttons: [{payload: go}]", "title must be words"),
        (
            "  utter_greet:\n    - text: Hi\n      buttons: [{title: Go, payload: go}, {title: Run, payload: go}]",
            "twice",
        ),
        (
            "  utter_greet:\n    - text: Hi\n      buttons: [{title: Go, payload: a}, {title: go, payload: b}]",
            "twice",
        ),
        (f"{TWO_ANSWERS}\n      metadata: {{synonyms: {{a: [move], b: [Move]}}}}", "twice"),
        (f"{TWO_ANSWERS}\n      metadata: {{synonyms: {{a: move}}}}", "synonyms must be a list"),
        ("  utter_greet:\n    - text: Hi\n      metadata: {synonyms: {a: [b]}}", "expected a mapping"),
        ("  utter_greet:\n    - text: Hi\n      metadata: {signed: nobody}", "signed must be one of"),
        ("  utter_greet:\n    - text: Hi\n      metadata: {colour: red}", "expected a mapping"),
    ],
)
def test_a_bad_entry_is_refused_with_file_response_and_reason(tmp_path: Path, body: str, reason: str) -> None:
    with pytest.raises(CatalogueError, match=rf"talk\.yml, .*greet: .*{reason}"):
        load(tmp_path, responses(body))


@pytest.mark.parametrize("text", ["", "responses: {}", 'version: "3.1"\nresponses: []', "a: [", responses("") + "x: 1"])
def test_a_file_that_is_no_catalogue_is_refused_by_name(tmp_path: Path, text: str) -> None:
    with pytest.raises(CatalogueError, match=r"talk\.yml"):
        load(tmp_path, text)


def test_the_same_response_in_two_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "other.yml").write_text(GREETING, encoding="utf-8")

    with pytest.raises(CatalogueError, match="utter_greet stands twice"):
        load(tmp_path, GREETING)


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="holds no"):
        Catalogue.load(tmp_path)
