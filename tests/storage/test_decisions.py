"""Decisions: every version is kept, a routine or a risk is asked about twice, and what follows is carried out."""

from datetime import date

import pytest

from storage import (
    choice_offers,
    choice_sets,
    decisions,
    late,
    notifications,
    outcomes,
    pending_actions,
    staff_requests,
    support_given,
)
from storage.choice_sets import ChoiceSet
from storage.database import NotFound, Refused
from storage.decisions import Decision
from storage.support_given import SupportGiven
from storage.vocabulary import (
    ActionStatus,
    Agreement,
    ChoiceState,
    DidItHelp,
    HelpedBy,
    NoticeKind,
    OfferReason,
    RequestKind,
    WhatChanges,
)
from tests.storage.choosing import chosen, offered, prepared, supporter
from tests.storage.invented import Life


def requests(life: Life) -> list[RequestKind]:
    return [one.kind for one in life.do(staff_requests.waiting, life.people.manager)]


def versions(life: Life, kept: ChoiceSet) -> tuple[Decision, ...]:
    return life.do(decisions.of_set, kept.id)


def state(life: Life, kept: ChoiceSet) -> ChoiceState:
    return life.do(choice_sets.one, kept.id).state


def test_what_was_chosen_is_carried_out_by_its_owner(life: Life) -> None:
    kept = prepared(life)
    decision = chosen(life, kept)
    action = life.do(pending_actions.one, str(decision.pending_action_id))
    assert (action.owner_id, action.due_on) == (life.people.worker.id, date(2026, 11, 16))
    assert action.what_will_be_different == "You will go to the pool."
    assert (state(life, kept), decision.version, decision.agreement) == (ChoiceState.CHOSEN, 1, Agreement.NOT_NEEDED)
    assert life.do(decisions.of_action, action.id) == decision
    assert [one.kind for one in life.do(notifications.of_member, life.people.worker)] == [NoticeKind.ACTION_YOURS]
    assert [one.id for one in life.do(pending_actions.in_houses_of, life.people.manager)] == [action.id]


def test_without_a_meaning_the_choice_itself_is_what_will_be_different(life: Life) -> None:
    decision = chosen(life, prepared(life), place=1)
    action = life.do(pending_actions.one, str(decision.pending_action_id))
    assert action.what_will_be_different == "You chose The cinema."


def test_another_choice_later_is_a_new_version_and_gives_up_what_is_not_done(life: Life) -> None:
    kept = prepared(life)
    first = chosen(life, kept)
    second = chosen(life, kept, place=1, reason=OfferReason.CHANGED_MIND)
    old, new = versions(life, kept)
    assert (old.id, old.replaced_at, new.version, new.replaced_at) == (first.id, life.clock.now, 2, None)
    given_up = life.do(pending_actions.one, str(first.pending_action_id))
    assert (given_up.status, given_up.not_told_reason) == (ActionStatus.CLOSED, "chose again")
    assert life.do(pending_actions.one, str(second.pending_action_id)).status is ActionStatus.AGREED
    assert life.do(choice_offers.one, first.offer_id).result is ChoiceState.CHANGED
    assert life.do(decisions.holding, kept.id) == new
    assert requests(life) == []


def test_the_same_choice_once_more_changes_nothing(life: Life) -> None:
    kept = prepared(life)
    first = chosen(life, kept)
    again = chosen(life, kept, reason=OfferReason.CHANGED_MIND)
    assert again == first
    assert len(versions(life, kept)) == 1


def test_about_what_is_done_already_staff_talk_with_whoever_chooses_again(life: Life) -> None:
    kept = prepared(life)
    first = chosen(life, kept)
    life.finish(life.do(pending_actions.one, str(first.pending_action_id)))
    chosen(life, kept, place=1, reason=OfferReason.CHANGED_MIND)
    assert requests(life) == [RequestKind.CHOSE_AGAIN]
    assert life.do(pending_actions.one, str(first.pending_action_id)).status is ActionStatus.DONE


def test_something_else_is_kept_in_the_persons_words_and_staff_see_it(life: Life) -> None:
    kept = prepared(life)
    words = life.write("I want to stay in.")
    decision = life.do(decisions.keep, offered(life, kept), content_id=words)
    assert (decision.content_id, decision.option_id, decision.pending_action_id) == (words, None, None)
    assert state(life, kept) is ChoiceState.SOMETHING_ELSE
    [request] = life.do(staff_requests.waiting, life.people.manager)
    assert (request.kind, request.words) == (RequestKind.CHOSE_SOMETHING_ELSE, "I want to stay in.")


def to_ask(life: Life) -> list[str]:
    return [one.id for one in life.do(decisions.to_ask_again)]


def twice(life: Life, what: WhatChanges = WhatChanges.ROUTINE) -> tuple[ChoiceSet, Decision]:
    kept = prepared(life, what_changes=what)
    return kept, chosen(life, kept)


@pytest.mark.parametrize("what", WhatChanges)
def test_only_before_a_routine_or_a_risk_changes_it_is_asked_again(life: Life, what: WhatChanges) -> None:
    _, decision = twice(life, what)
    is_asked = what in (WhatChanges.ROUTINE, WhatChanges.RISK)
    assert (decision.pending_action_id is None) is is_asked
    assert (decision.agreement is Agreement.WAITING) is is_asked
    assert to_ask(life) == []
    life.clock.forward(days=1)
    assert to_ask(life) == ([decision.id] if is_asked else [])


def test_asked_again_once_in_another_form(life: Life) -> None:
    _, decision = twice(life)
    life.clock.forward(days=1)
    offer = life.do(decisions.ask_again, decision.id)
    assert offer is not None
    first = life.do(choice_offers.one, decision.offer_id)
    assert (offer.reason, offer.form is first.form) == (OfferReason.ASKED_AGAIN, False)
    assert to_ask(life) == []
    assert life.do(decisions.ask_again, decision.id) is None


def test_the_same_answer_twice_is_carried_out(life: Life) -> None:
    kept, decision = twice(life)
    offer = life.do(decisions.ask_again, decision.id)
    assert offer is not None
    said = life.do(decisions.answer_again, offer, kept.options[0].id, ChoiceState.CHOSEN)
    assert said is Agreement.SAME
    [only] = versions(life, kept)
    assert only.agreement is Agreement.SAME
    assert life.do(pending_actions.one, str(only.pending_action_id)).status is ActionStatus.AGREED
    assert requests(life) == []


@pytest.mark.parametrize("place", [1, None])
def test_a_different_answer_is_for_a_talk_and_both_are_kept(life: Life, place: int | None) -> None:
    kept, decision = twice(life)
    offer = life.do(decisions.ask_again, decision.id)
    assert offer is not None
    option_id = None if place is None else kept.options[place].id
    result = ChoiceState.SOMETHING_ELSE if place is None else ChoiceState.CHOSEN
    assert life.do(decisions.answer_again, offer, option_id, result) is Agreement.DIFFERENT
    [only] = versions(life, kept)
    assert (only.option_id, only.pending_action_id) == (kept.options[0].id, None)
    assert life.do(decisions.second_answer, only) == option_id
    assert requests(life) == [RequestKind.TALK_IT_OVER]


def test_no_decision_the_second_time_is_no_difference_and_for_a_talk_too(life: Life) -> None:
    _, decision = twice(life)
    offer = life.do(decisions.ask_again, decision.id)
    assert offer is not None
    assert life.do(decisions.answer_again, offer, None, ChoiceState.NOT_NOW) is Agreement.WAITING
    assert requests(life) == [RequestKind.TALK_IT_OVER]
    assert to_ask(life) == []


def test_who_chose_again_meanwhile_is_not_asked_about_what_they_chose_before(life: Life) -> None:
    kept, first = twice(life)
    second = chosen(life, kept, place=1, reason=OfferReason.CHANGED_MIND)
    life.clock.forward(days=1)
    assert to_ask(life) == [second.id]
    assert life.do(decisions.ask_again, first.id) is None


def test_their_reason_and_who_helped_stand_with_the_decision(life: Life) -> None:
    decision, aunt = chosen(life, prepared(life)), supporter(life)
    assert (decision.reason_content_id, decision.helped_by) == (None, HelpedBy.NOT_KNOWN)
    words = life.write("I like water.")
    life.do(decisions.keep_reason, decision.id, words)
    life.do(decisions.keep_helped_by, decision.id, HelpedBy.READ_TO_ME, aunt.id)
    kept = life.do(decisions.one, decision.id)
    assert (kept.reason_content_id, kept.helped_by, kept.helper_id) == (words, HelpedBy.READ_TO_ME, aunt.id)
    assert life.do(decisions.of_person, life.people.person_id) == (kept,)


def test_the_support_given_is_written_down_later_and_what_is_blank_stays_blank(life: Life) -> None:
    decision, people = chosen(life, prepared(life)), life.people
    assert life.do(support_given.of, decision.id) is None
    life.do(support_given.record, people.worker, decision.id, SupportGiven("pictures", place=" the kitchen "))
    life.do(support_given.record, people.manager, decision.id, SupportGiven("photos", place="the kitchen", aids=" "))
    kept = life.do(support_given.of, decision.id)
    assert kept is not None
    assert (kept.given, kept.by) == (SupportGiven("photos", place="the kitchen"), "Mina Invented")
    with pytest.raises(Refused, match="too long"):
        life.do(support_given.record, people.worker, decision.id, SupportGiven("a" * 501))
    with pytest.raises(NotFound):
        life.do(support_given.record, people.elsewhere, decision.id, SupportGiven("pictures"))


def test_what_was_chosen_is_told_done_asked_about_and_late_as_anything_else(life: Life) -> None:
    people, decision = life.people, chosen(life, prepared(life))
    action_id, option_id = str(decision.pending_action_id), decision.option_id
    assert life.do(pending_actions.gone_silent) == ()
    life.clock.forward(days=7)
    [silent] = life.do(pending_actions.gone_silent)
    assert (silent.id, life.do(pending_actions.first_said, action_id)["words"]) == (action_id, f"option:{option_id}")
    life.finish(silent)
    life.deliver_updates()
    life.clock.forward(days=7)
    life.do(outcomes.keep, people.person_id, action_id, "q1", DidItHelp.DID_NOT_HELP)
    assert life.do(pending_actions.one, action_id).status is ActionStatus.REOPENED
    life.clock.forward(days=14)
    assert life.do(late.is_there_any)
    life.do(late.tell)
    assert not life.do(late.is_there_any)
