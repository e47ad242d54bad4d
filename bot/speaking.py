"""What a person gets after a turn: the replies, then the question that is open, never more than two in a row."""

from __future__ import annotations

from bot.options import photo_beside, photos_of
from bot.rendering import Renderer
from storage import Transaction, how_messages, outbox, questions
from storage.outbox import OutboxMessage, Outgoing, ShownOption
from storage.questions import Question
from storage.turns import Reply, TurnResult
from storage.vocabulary import QuestionKind

MOST_IN_A_ROW = 2
"""Conversation rule 39; signed safety, receipt, privacy and first-contact texts are exempt."""


class Speaker:
    """Queues what is said. Everything is queued once per source, so a repeated turn says nothing twice."""

    def __init__(self, renderer: Renderer) -> None:
        self._renderer = renderer

    def say(
        self,
        tx: Transaction,
        person_id: str,
        source_id: str,
        replies: tuple[Reply, ...],
        *,
        kind: str = "reply",
    ) -> int:
        """Queue these replies; returns how many bubbles they are."""
        part = 0
        for reply in replies:
            shown_as = "safety" if self._is_safety(reply.response) else kind
            for text in self._renderer.bubbles(tx, person_id, reply.response, reply.values):
                row = (person_id, source_id, part, shown_as, reply.response, text, _quoted(reply.values))
                outbox.queue(tx, Outgoing(*row))
                part += 1
        return part

    def ask(self, tx: Transaction, source_id: str, question: Question, part: int, *, in_full: bool = True) -> None:
        """Show a question with its answers under the last bubble, one by one for whoever wants that; not in full, only that
        bubble is shown again."""
        how = how_messages.of_person(tx, question.person_id)
        question = questions.lay_out(tx, question, one_by_one=how.is_one_by_one)
        texts = self._renderer.bubbles(tx, question.person_id, question.response, question.values)
        texts = texts if in_full else texts[-1:]
        options = question.shown(self._renderer.labels(tx, question), photos_of(tx, question))
        for place, text in enumerate(texts):
            is_last = place == len(texts) - 1
            buttons: tuple[ShownOption, ...] = options if is_last else ()
            photo = photo_beside(tx, question) if is_last else None
            content_id = _quoted(question.values)
            kind = "safety" if self._is_safety(question.response) else "question"
            row = (question.person_id, source_id, part + place, kind, question.response, text, content_id)
            outbox.queue(tx, Outgoing(*row, question.id, buttons, picture_id=photo))

    def answer(self, tx: Transaction, person_id: str, source_id: str, result: TurnResult, asked: str | None) -> None:
        """Say what a turn led to, then show the open question. `asked`: the question that was open before the turn."""
        question = None if result.ends_talk else self._question_now(tx, person_id, result)
        is_new = question is not None and (question.id != asked or result.says_again)
        said_last = outbox.last_spoken(tx, person_id) if result.says_again and question is None else ()
        size = len(said_last) if question is None else self._shown(question, result.replies, is_new)
        part = self.say(tx, person_id, source_id, self._that_fit(result.replies, size))
        for place, said in enumerate(said_last):
            text = self._true_now(tx, said)
            row = (person_id, source_id, part + place, said.kind, said.response, text, said.content_id)
            shown = None if said.picture is None else said.picture.id
            outbox.queue(tx, Outgoing(*row, said.question_id, picture_id=shown))
        if question is not None and size > 0:
            self.ask(tx, source_id, question, part, in_full=size > 1)

    def _true_now(self, tx: Transaction, said: OutboxMessage) -> str:
        """What was said last, to be said again: "today" in a check-in of another day is that day now."""
        asked = None if said.question_id is None else questions.question(tx, said.question_id)
        if asked is None or asked.kind is not QuestionKind.CHECK_IN:
            return said.text
        return self._renderer.bubbles(tx, asked.person_id, asked.response, asked.values)[0]

    def _question_now(self, tx: Transaction, person_id: str, result: TurnResult) -> Question | None:
        """The open question. Where none is open, an interrupted one comes back, if there is room for it now."""
        question = questions.open_question(tx, person_id)
        if question is not None:
            return question
        waiting = questions.next_waiting(tx, person_id)
        if waiting is None or result.says_again or waiting.is_for_the_schedule:
            return None
        if self._needed(result.replies) + self._bubbles(waiting.response) > MOST_IN_A_ROW:
            return None
        return questions.reopen(tx, waiting.id)

    def _shown(self, question: Question, replies: tuple[Reply, ...], is_new: bool) -> int:
        """How many bubbles of the open question are shown. One that was shown before is shown in short, or stays open
        without being shown, where the replies leave no room."""
        full, room = self._bubbles(question.response), MOST_IN_A_ROW - self._needed(replies)
        if is_new and (full <= room or self._renderer.catalogue[question.response].signed):
            return full
        return max(0, min(1, room))

    def _needed(self, replies: tuple[Reply, ...]) -> int:
        return sum(self._bubbles(reply.response) for reply in replies if self._takes_room(reply))

    def _that_fit(self, replies: tuple[Reply, ...], size: int) -> tuple[Reply, ...]:
        room = MOST_IN_A_ROW - size
        if sum(self._bubbles(reply.response) for reply in replies) <= room:
            return replies
        return tuple(reply for reply in replies if not reply.is_courtesy)

    def _takes_room(self, reply: Reply) -> bool:
        """A courtesy can be left out; a signed text is exempt from the rule."""
        return not reply.is_courtesy and self._renderer.catalogue[reply.response].signed is None

    def _is_safety(self, response: str) -> bool:
        """These do not stay on a screen that others may see (R19)."""
        return self._renderer.catalogue[response].signed == "safeguarding"

    def _bubbles(self, response: str) -> int:
        return len(self._renderer.catalogue[response].bubbles)


def _quoted(values: dict[str, str]) -> str | None:
    """The content that a text quotes, so that purging the one empties the other."""
    return next((value.partition(":")[2] for value in values.values() if value.startswith("content:")), None)
