"""The register and the page of a complaint, the file for an inspector, and whom it is about."""

from __future__ import annotations

import csv
import io
import re

import pytest

from actions import tell_my_things as things_told
from bot.rendering import Renderer, ServiceWords
from staff.complaints import as_csv, harmless
from storage import Transaction, complaint_export, complaints, drafts, feedback, inbox, triage, updates
from storage.complaints import Complaint, Filter
from storage.feedback import Feedback
from storage.heard import Heard
from storage.inbox import Incoming
from storage.staff_accounts import StaffMember
from storage.vocabulary import ComplaintSign, ComplaintState, Outcome, Triage
from tests.staff.invented_history import History
from tests.staff.test_crawl import crawl
from tests.staff.two_houses import TwoHouses, two_houses
from tests.staff.world import Visitor, World
from wording.catalogue import Catalogue

ACKNOWLEDGE = {"do": "acknowledge", "expected-day": "20", "expected-month": "12", "expected-year": "2026"}


def complain(world: World, words: str, *signs: ComplaintSign) -> Feedback:
    """The person says it, and these signs were found in it."""
    person = world.cast.person
    with world.store.write() as tx:
        message = Incoming(person.id, "web", f"complaint {words}", world.clock(), words=words)
        content_id = inbox.message(tx, inbox.receive(tx, message)[0]).content_id
        draft = drafts.start(tx, person.id)
        heard = Heard(Outcome.DID_NOT_WORK, complaint_signs=signs or (ComplaintSign.STAFF_CONDUCT,))
        drafts.add_words(tx, draft.id, str(content_id), heard)
        return feedback.send(tx, draft.id)


def made(world: World, words: str = "They are rude to me.") -> Complaint:
    said = complain(world, words)
    with world.store.write() as tx:
        triage.decide(tx, world.cast.manager, said.id, Triage.COMPLAINT)
    return now(world)


def now(world: World, member: StaffMember | None = None) -> Complaint:
    with world.store.read() as tx:
        [one] = complaints.register(tx, member or world.cast.manager, Filter())
    return one


def tell(world: World) -> None:
    """Whatever waits reaches the phone."""
    History(world).deliver()


async def step(visitor: Visitor, one: Complaint, **form: str) -> str:
    answer = await visitor.post(f"/complaints/{one.id}", **form)
    assert answer.status == 303, answer.words
    return answer.location


async def test_the_page_says_why_it_may_be_one_and_asks(world: World) -> None:
    item, worker = complain(world, "They are rude to me."), world.signed_in(world.cast.worker)
    page = (await worker.get(f"/feedback/{item.id}")).words
    assert "This may be a complaint." in page and "How staff are with them" in page
    assert "Just note it." in page and "Please fix it: it is a service request." in page
    assert "May be a complaint" in (await worker.get("/")).words
    await worker.post(f"/feedback/{item.id}", decision="complaint")
    decided = await worker.get(f"/feedback/{item.id}")
    assert "Complaint Not acknowledged yet" in decided.words and "/complaints/" not in decided.html


async def test_a_complaint_from_the_board_to_its_end(world: World) -> None:
    one, visitor = made(world), world.signed_in(world.cast.manager)
    assert "Nobody handles it" in (await visitor.get("/")).words
    location = await step(visitor, one, **ACKNOWLEDGE, handler=world.cast.manager.id, council="no")
    assert location == f"/staff/complaints/{one.id}" and world.told == [world.cast.person.id]
    assert "is being told" in (await visitor.get(f"/complaints/{one.id}")).words
    tell(world)
    assert "Advocate offered Yes, with the acknowledgement" in (await visitor.get(f"/complaints/{one.id}")).words
    await step(visitor, one, do="investigate", note="The rota.")
    answer = {"do": "answer", "outcome": "upheld", "words": "Wes knocks now.", "learning": "We train it."}
    shown = await visitor.post(f"/complaints/{one.id}", **answer, step="preview")
    assert shown.status == 200 and "Wes knocks now." in shown.words and now(world).answer is None
    await step(visitor, one, **answer)
    tell(world)
    await step(visitor, one, do="end", end="closed")
    assert now(world).state is ComplaintState.CLOSED
    page = (await visitor.get(f"/complaints/{one.id}")).words
    for line in (
        "Outcome Upheld",
        "Learning We train it.",
        "in the chat",
        "Looked into, by Mara Sample",
        "“The rota.”",
    ):
        assert line in page
    assert (await visitor.get("/complaints?state=closed")).words.count("Pim Testwell") == 1
    assert "There is none." in (await visitor.get("/complaints?state=confirmed")).words


@pytest.mark.parametrize(
    ("form", "advice"),
    [
        (ACKNOWLEDGE | {"handler": "", "council": "no"}, "Choose who handles it."),
        (ACKNOWLEDGE | {"handler": "{worker}", "council": "no"}, "Choose a manager or an administrator"),
        (ACKNOWLEDGE | {"handler": "{manager}"}, "Choose who pays for their care."),
        (ACKNOWLEDGE | {"handler": "{manager}", "council": "no", "expected-year": "2025"}, "This day is in the past."),
        (ACKNOWLEDGE | {"handler": "{manager}", "council": "no", "expected-day": "40"}, "Type a real day"),
        ({"do": "investigate"}, "Its person has to hear first that it came."),
        ({"do": "answer", "outcome": "upheld", "words": "We facilitate it.", "learning": "x"}, "is a hard word"),
        ({"do": "about"}, "Write why, in a few words."),
        ({"do": "decide"}, "Choose what you will do."),
        ({"do": "leave_out"}, "Choose whether it is in the export."),
        ({"do": "end"}, "Choose where it is now."),
    ],
)
async def test_a_form_that_is_not_in_order_comes_back(world: World, form: dict[str, str], advice: str) -> None:
    one, ids = made(world), {"worker": world.cast.worker.id, "manager": world.cast.manager.id}
    sent = {name: value.format(**ids) for name, value in form.items()}
    page = await world.signed_in(world.cast.manager).post(f"/complaints/{one.id}", **sent)
    assert page.status == 422 and advice in page.words
    assert now(world) == one


async def test_the_sentence_is_checked_as_the_person_will_get_it(world: World) -> None:
    one, visitor = made(world), world.signed_in(world.cast.manager)
    sent = {"kind": "answer", "subject": one.id, "words": "Wes knocks now."}
    answer = (await visitor.post("/check-words", **sent)).response.json()
    assert answer["findings"] == []
    assert "They are rude to me." in answer["bubbles"][0] and answer["bubbles"][1].startswith("Wes knocks now.")


async def everything(visitor: Visitor) -> dict[str, str]:
    """Every page they can reach; the number of a form, new at each look, is taken out."""
    pages = await crawl(visitor)
    return {path: re.sub(r'name="form" value="[^"]*"', "", page.html) for path, page in pages.items()}


async def test_to_whom_it_is_about_nothing_has_changed_byte_for_byte(world: World) -> None:
    """Every page that they can reach, before and after: lists, counts, people, reviews, notices and the files (R48)."""
    both = two_houses(world)
    visitor = both.visitor("manager")
    before = await everything(visitor)
    said = complain(world, "Mara is rude to me.")
    assert await everything(visitor) == before
    with world.store.write() as tx:
        triage.decide(tx, world.cast.worker, said.id, Triage.COMPLAINT)
    assert await everything(visitor) == before
    [there] = [one for one in _register(both) if one.said.id == said.id]
    nowhere = (await visitor.get("/no-such-page")).html
    for path in (f"/feedback/{said.id}", f"/complaints/{there.id}", f"/feedback/{said.id}/sheet"):
        assert (await visitor.get(path)).html == nowhere


def _register(both: TwoHouses) -> tuple[Complaint, ...]:
    with both.world.store.read() as tx:
        return complaints.register(tx, both.staff["admin"], Filter())


async def test_an_administrator_handles_what_is_about_the_only_manager(world: World) -> None:
    both = two_houses(world)
    said, admin = complain(world, "Mara is rude to me."), both.visitor("admin")
    assert "Mara is rude to me." in (await admin.get("/complaints")).words
    await admin.post(f"/feedback/{said.id}", decision="complaint")
    one = now(world, both.staff["admin"])
    assert one.state is ComplaintState.CONFIRMED
    await step(admin, one, **ACKNOWLEDGE, handler=both.staff["admin"].id, council="yes")
    assert now(world, both.staff["admin"]).handler == "Ada Sample"


async def test_a_manager_enters_a_complaint_on_paper(world: World) -> None:
    visitor = world.signed_in(world.cast.manager)
    form = {"route": "paper", "voice": "on_behalf", "outcome": "did_not_work", "words": "Her lift never comes."}
    day = {"said-day": "20", "said-month": "11", "said-year": "2026", "present": "nobody_else", "visible": "my_staff"}
    answer = await visitor.post(f"/people/{world.cast.person.id}/said", **form, **day, form="one", complaint="yes")
    one = now(world)
    assert answer.location == f"/staff/complaints/{one.id}"
    assert (one.state, one.said.words) == (ComplaintState.CONFIRMED, "Her lift never comes.")


async def test_who_writes_down_what_is_about_them_does_not_read_it_again(world: World) -> None:
    visitor = world.signed_in(world.cast.worker)
    form = {"route": "face_to_face", "voice": "self", "outcome": "did_not_work", "words": "Wes is rude to me."}
    day = {"said-day": "20", "said-month": "11", "said-year": "2026", "present": "staff", "visible": "my_staff"}
    answer = await visitor.post(f"/people/{world.cast.person.id}/said", **form, **day, form="one")
    assert answer.location == f"/staff/people/{world.cast.person.id}"
    assert "Wes is rude" not in (await visitor.get(f"/people/{world.cast.person.id}")).words
    assert now(world).said.words == "Wes is rude to me."


async def test_the_file_for_an_inspector(world: World) -> None:
    one, visitor = made(world, "=HYPERLINK(1) Wes is rude"), world.signed_in(world.cast.manager)
    page = await visitor.get("/complaints.csv")
    assert page.response.headers["content-type"] == "text/csv; charset=utf-8"
    assert "attachment" in page.response.headers["content-disposition"]
    [line] = list(csv.DictReader(io.StringIO(page.response.content.decode("utf-8-sig"))))
    assert line["What they said"] == complaint_export.NOT_GONE_THROUGH
    await step(visitor, one, do="go_through", names="Wes")
    [line] = list(
        csv.DictReader(io.StringIO((await visitor.get("/complaints.csv")).response.content.decode("utf-8-sig")))
    )
    assert line["What they said"] == "'=HYPERLINK(1) [left out] is rude"
    assert {"Received", "Handler", "Acknowledged", "Response", "Outcome", "Learning", "Person told"} <= set(line)
    with world.store.read() as tx:
        assert _exports(tx) == 2


def _exports(tx: Transaction) -> int:
    rows = tx.connection.exec_driver_sql("SELECT COUNT(*) FROM audit_events WHERE verb = 'export_complaints'")
    return int(rows.scalar_one())


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "\n@x"])
def test_no_cell_is_a_formula(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


def test_other_cells_are_as_they_are() -> None:
    assert (harmless("a = b"), harmless(None), as_csv([]).count("\n")) == ("a = b", "", 1)


async def test_what_is_told_stands_on_the_page(world: World) -> None:
    one, visitor = made(world), world.signed_in(world.cast.manager)
    await step(visitor, one, **ACKNOWLEDGE, handler=world.cast.manager.id, council="yes")
    with world.store.read() as tx:
        [update] = updates.to_queue(tx)
    assert update.values["outside"] == "complaint_outside:council"
    assert "Next step outside The council, then the Ombudsman" in (await visitor.get(f"/complaints/{one.id}")).words


async def test_what_the_person_reads_has_all_its_parts(world: World, catalogue: Catalogue) -> None:
    """It came, in their words; who answers it and by when; an advocate; and whom to ask outside (R47)."""
    one, visitor = made(world), world.signed_in(world.cast.manager)
    await step(visitor, one, **ACKNOWLEDGE, handler=world.cast.manager.id, council="yes")
    renderer = Renderer(
        catalogue,
        ServiceWords(
            "the safety lead",
            "the second safety lead",
            "another safety lead",
            "9 to 5",
            "https://said.example/supporter/",
        ),
    )

    def read() -> tuple[str, ...]:
        with world.store.read() as tx:
            [update] = updates.to_queue(tx)
            return renderer.bubbles(tx, update.person_id, update.response, update.values)

    assert read() == (
        "We got this complaint: “They are rude to me.”\nMara Sample will answer it by Sunday 20 December.",
        "An advocate can speak up for you.\nIf we do not put it right, you can ask the council and then the Ombudsman.",
    )
    tell(world)
    await step(visitor, one, do="investigate")
    await step(visitor, one, do="answer", outcome="partly", words="Wes knocks now.", learning="We train it.")
    assert read() == (
        "I have an answer to this complaint: “They are rude to me.”\nYou were right about a part of it.",
        "Wes knocks now.\nIf this is not right for you, you can ask the council and then the Ombudsman.",
    )
    tell(world)
    with world.store.write() as tx:
        told = things_told.tell(tx, feedback.one(tx, one.said.id)).replies[0]
        shown = renderer.bubbles(tx, world.cast.person.id, told.response, told.values)
    assert shown == ("You said: “They are rude to me.”\nThis is our answer: Wes knocks now.",)
