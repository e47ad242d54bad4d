"""What matters to a person: told, read back and sent by them, changed and taken away by them, and never anything else."""

import pytest

from storage import contents, own_page, priority_links, what_matters
from storage.audit import SYSTEM, Actor
from storage.database import Refused
from storage.heard import Heard
from storage.own_page import Entry
from storage.tables.governance import audit_events
from storage.vocabulary import HelpedBy, LinkedTo, MattersEnd, MattersKind, Route, Topic, VisibleTo, Voice
from tests.storage.invented import Life

ASKED = "utter_ask_what_matters_matters_most"
MOST = MattersKind.MATTERS_MOST


def told(
    life: Life, words: str, kind: MattersKind = MOST, heard: Heard | None = None, replaces: Entry | None = None
) -> Entry:
    """Asked about, and answered in these words; not sent yet."""
    entry = life.do(what_matters.begin, life.people.person_id, kind, ASKED, replaces=replaces)
    return life.do(what_matters.keep_words, entry.id, life.write(words), heard or Heard())


def kept(life: Life, words: str, kind: MattersKind = MOST, heard: Heard | None = None) -> Entry:
    return life.do(what_matters.send, told(life, words, kind, heard).id)


def on_page(life: Life, person_id: str | None = None) -> list[str | None]:
    return [one.words for one in life.do(own_page.page, person_id or life.people.person_id)]


def test_what_is_sent_stands_on_the_page_word_for_word_with_its_day_and_voice(life: Life) -> None:
    heard = Heard(topics=(Topic.ACTIVITIES,))
    entry = told(life, "fotball on  satturday ⚽", heard=heard)
    assert on_page(life) == [] and entry.is_being_told
    sent = life.do(what_matters.send, entry.id)
    assert on_page(life) == ["fotball on  satturday ⚽"]
    assert (sent.voice, sent.route, sent.topics) == (Voice.SELF, Route.CHAT_TEXT, (Topic.ACTIVITIES,))
    assert (sent.said_at, sent.place, sent.response) == (life.clock.now, 1, ASKED)
    assert life.do(what_matters.send, entry.id) == sent


def test_emoji_alone_come_as_emoji(life: Life) -> None:
    assert kept(life, "⚽⚽", heard=Heard(is_signs=True)).route is Route.CHAT_EMOJI


def test_three_things_matter_most_and_no_more(life: Life) -> None:
    for words in ("football", "my cat", "a lie in"):
        kept(life, words)
    assert life.do(own_page.is_full, life.people.person_id, MOST)
    fourth = told(life, "the seaside")
    with pytest.raises(Refused, match="3 things"):
        life.do(what_matters.send, fourth.id)
    assert on_page(life) == ["football", "my cat", "a lie in"]
    life.do(what_matters.end, Actor("person", life.people.person_id), first(life).id, MattersEnd.TAKEN_AWAY)
    life.do(what_matters.send, fourth.id)
    assert on_page(life) == ["my cat", "a lie in", "the seaside"]


def first(life: Life) -> Entry:
    return life.do(own_page.page, life.people.person_id)[0]


def test_of_the_other_kinds_there_may_be_more(life: Life) -> None:
    for number in range(5):
        kept(life, f"thing {number}", MattersKind.HELPS)
    assert not life.do(own_page.is_full, life.people.person_id, MattersKind.HELPS)


def test_the_page_goes_kind_by_kind_in_the_persons_order(life: Life) -> None:
    kept(life, "Sam", MattersKind.MY_PEOPLE)
    kept(life, "music", MattersKind.HELPS)
    for words in ("football", "my cat", "a lie in"):
        kept(life, words)
    third = life.do(own_page.page, life.people.person_id)[2]
    life.do(own_page.put_first, third)
    assert on_page(life) == ["a lie in", "football", "my cat", "music", "Sam"]
    assert on_page(life, life.people.housemate_id) == []


def test_new_words_take_the_place_of_the_old_and_links_move_on(life: Life) -> None:
    old, cat = kept(life, "football"), kept(life, "my cat")
    said = life.tell("no football again")
    life.do(priority_links.link, LinkedTo.FEEDBACK, said.id, old.id, None)
    new = told(life, "watching football", replaces=old)
    assert on_page(life) == ["football", "my cat"], "the old words stand until the new ones are sent"
    life.do(what_matters.send, new.id)
    assert on_page(life) == ["watching football", "my cat"]
    assert life.do(own_page.one, old.id).ended is MattersEnd.REPLACED
    assert life.do(priority_links.linked, LinkedTo.FEEDBACK, (said.id,)) == {said.id: new.id}
    assert cat.ended is None


def test_new_words_fit_where_three_things_stand(life: Life) -> None:
    entries = [kept(life, words) for words in ("football", "my cat", "a lie in")]
    life.do(what_matters.send, told(life, "my dog", replaces=entries[1]).id)
    assert on_page(life) == ["football", "my dog", "a lie in"]


def test_what_is_not_sent_leaves_no_words(life: Life) -> None:
    entry = told(life, "football")
    life.do(what_matters.throw_away, entry.id)
    assert on_page(life) == [] and life.do(contents.words_of, str(entry.content_id)) is None
    assert life.do(what_matters.being_told, life.people.person_id) is None
    with pytest.raises(Refused):
        life.do(what_matters.send, entry.id)


def test_words_that_were_meant_for_staff_stay(life: Life) -> None:
    entry = told(life, "the bus was late")
    life.do(what_matters.throw_away, entry.id, MattersEnd.TOLD_STAFF)
    assert on_page(life) == [] and life.do(contents.words_of, str(entry.content_id)) == "the bus was late"


def test_words_said_again_are_the_only_ones(life: Life) -> None:
    entry = told(life, "football")
    before = str(entry.content_id)
    entry = life.do(what_matters.keep_words, entry.id, life.write("my cat"), Heard())
    assert life.do(contents.words_of, before) is None
    assert life.do(what_matters.send, entry.id).words == "my cat"


def test_what_is_sent_is_not_thrown_away_by_a_late_tap(life: Life) -> None:
    entry = kept(life, "football")
    life.do(what_matters.throw_away, entry.id)
    life.do(what_matters.clear_words, entry.id)
    assert on_page(life) == ["football"]


def test_words_that_tell_of_harm_are_on_no_page(life: Life) -> None:
    unsent, sent = told(life, "he shouts at me"), kept(life, "staff hit me", MattersKind.AVOID)
    for entry in (unsent, sent):
        life.do(what_matters.take_out, str(entry.content_id))
        assert life.do(own_page.one, entry.id).ended is MattersEnd.HARM
    assert on_page(life) == [] and life.do(what_matters.being_told, life.people.person_id) is None


def test_purged_words_are_on_no_page(life: Life) -> None:
    entry = kept(life, "football")
    life.do(contents.purge, SYSTEM, str(entry.content_id))
    assert on_page(life) == []


def test_who_sees_it_and_who_helped_are_the_persons_to_say(life: Life) -> None:
    entry = told(life, "football")
    life.do(what_matters.set_visible_to, entry.id, VisibleTo.ONLY_MANAGER)
    life.do(what_matters.send, entry.id)
    life.do(what_matters.set_helped_by, entry.id, HelpedBy.READ_TO_ME)
    life.do(what_matters.set_helped_by, entry.id, HelpedBy.ALONE)
    now = life.do(own_page.one, entry.id)
    assert (now.visible_to, now.helped_by) == (VisibleTo.ONLY_MANAGER, HelpedBy.READ_TO_ME)


def test_for_a_day_the_last_one_is_what_was_just_said(life: Life) -> None:
    entry = kept(life, "football")
    assert life.do(what_matters.last_to_change, life.people.person_id) == entry
    life.clock.forward(hours=25)
    assert life.do(what_matters.last_to_change, life.people.person_id) is None


def test_the_trail_says_what_was_done_and_never_the_words(life: Life) -> None:
    entry = kept(life, "football")
    life.do(what_matters.end, Actor("person", life.people.person_id), entry.id, MattersEnd.TAKEN_AWAY)
    with life.store.read() as tx:
        rows = tx.execute(audit_events.select().where(audit_events.c.subject_kind == "what_matters")).all()
    assert [(row.verb, row.actor_kind, row.detail) for row in rows] == [
        ("send_what_matters", "person", None),
        ("end_what_matters", "person", "taken_away"),
    ]
