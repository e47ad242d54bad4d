"""Feedback: a row that never changes, the human decision about it, and who may know of it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from storage import concerns, contents, feedback, pending_actions, triage, updates
from storage.audit import SYSTEM
from storage.database import Calendar, NotFound, Refused
from storage.references import content_ref, outcome_ref
from storage.updates import Update
from storage.vocabulary import FeedbackStatus, HelpedBy, Outcome, Route, Triage, VisibleTo, Voice
from tests.storage.invented import Life, SetClock


def test_a_new_row_waits_for_a_decision_within_three_working_days(life: Life) -> None:
    said = life.tell("The bus is late.")
    assert (said.status, said.decision, said.voice, said.route) == (
        FeedbackStatus.RECEIVED,
        None,
        Voice.SELF,
        Route.CHAT_TEXT,
    )
    assert said.triage_due_on == date(2026, 11, 12)
    assert (said.person, said.house, said.helped_by) == ("Invented Asha", "Invented House", HelpedBy.NOT_KNOWN)


def test_weekends_and_bank_holidays_do_not_count(life: Life, clock: SetClock, monkeypatch: pytest.MonkeyPatch) -> None:
    christmas = Calendar(bank_holidays=frozenset({date(2026, 12, 25), date(2026, 12, 28)}))
    monkeypatch.setattr(life.store, "calendar", christmas)
    clock.set(datetime(2026, 12, 24, 12, 0, tzinfo=UTC))
    assert life.tell("Cold.").triage_due_on == date(2026, 12, 31)


def test_a_face_without_words_is_feedback(life: Life) -> None:
    said = life.tell(outcome=Outcome.WORKED)
    assert (said.words, said.route) == (None, Route.CHAT_EMOJI)
    assert feedback.said_ref(said) == outcome_ref("worked")


def test_words_that_were_purged_are_spoken_of_by_their_face(life: Life) -> None:
    said = life.tell("Take this out.")
    assert said.content_id is not None
    assert feedback.said_ref(said) == content_ref(said.content_id)
    life.do(contents.purge, SYSTEM, said.content_id)
    assert feedback.said_ref(life.do(feedback.one, said.id)) == outcome_ref("did_not_work")


def test_who_helped_is_asked_after_and_the_first_answer_stands(life: Life) -> None:
    said = life.tell("The bus is late.")
    life.do(feedback.keep_helped_by, said.id, HelpedBy.READ_TO_ME)
    life.do(feedback.keep_helped_by, said.id, HelpedBy.ALONE)
    assert life.do(feedback.one, said.id).helped_by is HelpedBy.READ_TO_ME


# Correcting


def test_what_was_sent_can_be_changed_for_a_day(life: Life, clock: SetClock) -> None:
    said = life.tell("The bus is late.")
    clock.forward(hours=24)
    assert life.do(feedback.last_to_change, said.person_id) == said
    clock.forward(seconds=1)
    assert life.do(feedback.last_to_change, said.person_id) is None


def test_the_last_thing_sent_is_the_one_to_change_and_only_ones_own(life: Life, clock: SetClock) -> None:
    life.tell("First.")
    clock.forward(minutes=1)
    last = life.tell("Second.")
    clock.forward(minutes=1)
    life.tell("A housemate's.", person_id=life.people.housemate_id)
    assert life.do(feedback.last_to_change, last.person_id) == last


def test_a_replaced_row_is_history(life: Life, clock: SetClock) -> None:
    old = life.tell("The bus is late.")
    clock.forward(minutes=1)
    new = life.tell("The bus is late on Mondays.", replaces_id=old.id)
    assert new.replaces_id == old.id
    assert life.do(feedback.of_person, old.person_id) == (new,)
    assert life.do(feedback.to_triage, life.people.manager) == (new,)
    assert life.do(feedback.one, old.id) == old
    with pytest.raises(NotFound):
        life.do(feedback.for_member, life.people.manager, old.id)


def test_a_correction_can_be_corrected(life: Life, clock: SetClock) -> None:
    said = life.tell("One.")
    for words in ("Two.", "Three."):
        clock.forward(minutes=1)
        said = life.tell(words, replaces_id=said.id)
    assert [one.words for one in life.do(feedback.of_person, said.person_id)] == ["Three."]
    assert life.do(feedback.last_to_change, said.person_id) == said


# Triage


STATUS_AFTER = {
    Triage.NOTED: (FeedbackStatus.NOTED, Triage.NOTED, "utter_update_noted"),
    Triage.THANKS: (FeedbackStatus.NOTED, Triage.THANKS, "utter_update_noted"),
    Triage.WORRY: (FeedbackStatus.NOTED, Triage.NOTED, "utter_update_noted"),
}


@pytest.mark.parametrize(("decision", "after"), STATUS_AFTER.items(), ids=STATUS_AFTER.keys())
def test_each_decision_has_its_status_and_is_told(
    life: Life, decision: Triage, after: tuple[FeedbackStatus, Triage, str]
) -> None:
    said = life.tell("The bus is late.")
    life.do(triage.decide, life.people.worker, said.id, decision, note="Talked about it.")
    decided = life.do(feedback.one, said.id)
    assert (decided.status, decided.decision, _only_update(life).response) == after
    assert (decided.decided_at, decided.note) == (life.clock.now, "Talked about it.")
    assert _only_update(life).values == {"words": feedback.said_ref(said)}


def _only_update(life: Life) -> Update:
    [one] = life.do(updates.to_queue)
    return one


def test_part_of_an_existing_action_is_linked_and_told(life: Life, clock: SetClock) -> None:
    action = life.agree(life.tell("The bus is late."))
    life.deliver_updates()
    clock.forward(minutes=1)
    again = life.tell("Late again.")
    life.do(triage.decide, life.people.worker, again.id, Triage.PART_OF_EXISTING, pending_action_id=action.id)
    linked = life.do(feedback.one, again.id)
    assert (linked.status, linked.pending_action_id) == (FeedbackStatus.LINKED, action.id)
    assert _only_update(life).response == "utter_update_joined"
    assert [one.words for one in life.do(feedback.about_action, action.id)] == ["The bus is late.", "Late again."]


def test_a_second_decision_is_refused_and_changes_nothing(life: Life) -> None:
    said = life.tell("The bus is late.")
    life.do(triage.decide, life.people.worker, said.id, Triage.NOTED)
    decided = life.do(feedback.one, said.id)
    with pytest.raises(Refused, match="decided this already"):
        life.do(triage.decide, life.people.manager, said.id, Triage.COMPLAINT)
    with pytest.raises(Refused, match="decided this already"):
        life.agree(said)
    assert life.do(feedback.one, said.id) == decided
    assert life.do(pending_actions.of_person, said.person_id) == ()
    assert len(life.do(updates.to_queue)) == 1


def test_a_complaint_is_a_possible_complaint_and_so_is_what_staff_mark_as_one(life: Life) -> None:
    complaint, marked, plain = (life.tell(words) for words in ("Not fair.", "They never come.", "Soup."))
    life.do(triage.decide, life.people.manager, complaint.id, Triage.COMPLAINT)
    life.do(triage.decide, life.people.manager, marked.id, Triage.NOTED, possible_complaint=True)
    life.do(triage.decide, life.people.manager, plain.id, Triage.NOTED)
    found = [life.do(feedback.one, one.id).possible_complaint for one in (complaint, marked, plain)]
    assert found == [True, True, False]


def test_a_worry_looks_noted_to_the_house(life: Life) -> None:
    """Nothing a member of the house can read tells it from any other noted thing."""
    plain, worry = life.tell("Soup."), life.tell("He scares me.")
    life.do(triage.decide, life.people.worker, plain.id, Triage.NOTED)
    life.do(triage.decide, life.people.worker, worry.id, Triage.WORRY)
    seen = [life.do(feedback.for_member, life.people.manager, one.id) for one in (plain, worry)]
    assert {(one.status, one.decision, one.possible_complaint) for one in seen} == {
        (FeedbackStatus.NOTED, Triage.NOTED, False)
    }
    with pytest.raises(NotFound):
        life.do(concerns.for_lead, life.people.manager)


@pytest.mark.parametrize("decision", [Triage.ACTION, Triage.PART_OF_EXISTING])
def test_a_decision_for_an_action_needs_one(life: Life, decision: Triage) -> None:
    said = life.tell("The bus is late.")
    with pytest.raises(Refused, match="Choose an action"):
        life.do(triage.decide, life.people.manager, said.id, decision)
    assert life.do(feedback.one, said.id).status is FeedbackStatus.RECEIVED


def test_feedback_joins_only_an_open_action_of_its_own_person(life: Life) -> None:
    open_one = life.agree(life.tell("The bus is late."))
    finished = life.agree(life.tell("The soup is cold."))
    life.finish(finished)
    said, other = life.tell("Late again."), life.tell("Late for me too.", person_id=life.people.housemate_id)
    for one, action, why in ((said, finished, "is finished"), (other, open_one, "this very person")):
        with pytest.raises(Refused, match=why):
            life.do(triage.decide, life.people.manager, one.id, Triage.PART_OF_EXISTING, pending_action_id=action.id)


def test_feedback_about_the_owner_does_not_join_their_action(life: Life) -> None:
    action = life.agree(life.tell("The bus is late."))
    said = life.tell("Will does not listen.")
    with pytest.raises(Refused, match="about the owner"):
        life.do(
            triage.decide,
            life.people.manager,
            said.id,
            Triage.PART_OF_EXISTING,
            pending_action_id=action.id,
            about_staff_id=life.people.worker.id,
        )


# Who may know


def test_only_the_house_sees_its_feedback(life: Life) -> None:
    said = life.tell("The bus is late.")
    for member in (life.people.manager, life.people.worker, life.people.colleague):
        assert life.do(feedback.to_triage, member) == (said,)
        assert life.do(feedback.for_member, member, said.id) == said
    for member in (life.people.elsewhere, life.people.lead):
        assert life.do(feedback.to_triage, member) == ()
        with pytest.raises(NotFound):
            life.do(feedback.for_member, member, said.id)
        with pytest.raises(NotFound):
            life.do(triage.decide, member, said.id, Triage.NOTED)


def test_what_only_the_manager_may_see_does_not_exist_for_support_workers(life: Life) -> None:
    people = life.people
    secret = life.tell("About a member of staff.", visible_to=VisibleTo.ONLY_MANAGER)
    assert life.do(feedback.to_triage, people.manager) == (secret,)
    for member in (people.worker, people.colleague):
        assert life.do(feedback.to_triage, member) == ()
        assert life.do(feedback.seen_of_person, member, people.person_id) == ()
        for verb in (feedback.for_member, feedback.seen):
            with pytest.raises(NotFound):
                life.do(verb, member, secret.id)
        with pytest.raises(NotFound):
            life.do(triage.decide, member, secret.id, Triage.NOTED)


def test_what_joined_a_shared_action_keeps_its_own_limit(life: Life, clock: SetClock) -> None:
    people = life.people
    open_one = life.tell("The bus is late.")
    action = life.agree(open_one)
    clock.forward(minutes=1)
    secret = life.tell("It is because of him.", visible_to=VisibleTo.ONLY_MANAGER)
    life.do(triage.decide, people.manager, secret.id, Triage.PART_OF_EXISTING, pending_action_id=action.id)
    seen_by = {
        member.name: [one.id for one in life.do(feedback.seen_with_action, member, action.id)]
        for member in (people.worker, people.manager, people.elsewhere)
    }
    assert seen_by == {
        people.worker.name: [open_one.id],
        people.manager.name: [open_one.id, secret.id],
        people.elsewhere.name: [],
    }


def test_feedback_is_found_by_period_with_its_first_moment_and_without_its_last(life: Life, clock: SetClock) -> None:
    start = clock.now
    for number in range(3):
        clock.set(start + timedelta(hours=number))
        life.tell(str(number))
    found = life.do(feedback.of_person, life.people.person_id, since=start, until=start + timedelta(hours=2))
    assert [one.words for one in found] == ["1", "0"]
