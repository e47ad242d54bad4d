"""Harm comes first: the concern is recorded and the signed words are queued before anything else happens (R01-R10)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.own_words import as_meant
from bot.speaking import Speaker
from safeguarding import Kind, Screening, Tier, retracts, screen
from safeguarding.screening import rule_book
from safeguarding.wording import reply_for
from storage import Transaction, alert_news, concerns, inbox
from storage.audit import Actor
from storage.inbox import InboxMessage
from storage.meanings import Meaning
from storage.references import who_ref
from storage.turns import Reply

HELP_NOW = "help_now"


@dataclass(frozen=True)
class Screened:
    """What the screen found in one message."""

    screening: Screening

    @classmethod
    def cry_for_help(cls) -> Screened:
        """The help button, or a cry for help that only the model heard: danger now (R22)."""
        return cls(Screening(Tier.RED, Kind.DANGER, (HELP_NOW,), rule_book().version))

    @classmethod
    def by_the_model(cls, rules: Screened | None, tier: str, reasons: tuple[str, ...]) -> Screened:
        """More than the rules found: of the kind that they found, if any."""
        kind = Kind.UNCLEAR if rules is None else rules.screening.kind
        return cls(Screening(Tier(tier), kind, reasons, rule_book().version))

    @property
    def goes_first(self) -> bool:
        """Whether it is answered before anything else that waits."""
        return self.screening.tier in (Tier.RED, Tier.AMBER)

    def keep(self, tx: Transaction, message: InboxMessage) -> str:
        """Record the concern, once for this message; returns its id."""
        return concerns.raise_concern(
            tx,
            Actor("person", message.person_id),
            message.person_id,
            message.id,
            tier=self.screening.tier,
            kind=self.screening.kind,
            reasons=self.screening.reasons,
            rules_version=self.screening.rules_version,
            words=message.words,
            said_at=message.sent_at,
        )

    def handle(self, tx: Transaction, speaker: Speaker, message: InboxMessage) -> None:
        """Concern, signed words, and the message is done: its words stay off the screen from now on (R19)."""
        concern_id = self.keep(tx, message)
        replies = alert_news.replies(tx, concern_id, reply_for(self.screening))
        speaker.say(tx, message.person_id, message.id, replies, kind="safety")
        inbox.close(tx, message.id, hide=True)


@dataclass(frozen=True)
class Retraction(Screened):
    """ "Do not tell", "I was joking": what the rules find is the wish itself. It is added to the open concern, which it never
    changes (R10)."""

    concern_id: str
    kind: str

    @property
    def goes_first(self) -> bool:
        return True

    def handle(self, tx: Transaction, speaker: Speaker, message: InboxMessage) -> None:
        """The wish is recorded, and the person hears kindly that it has to be told; once for this message."""
        if inbox.message(tx, message.id).status != "waiting":
            return
        actor = Actor("person", message.person_id)
        concerns.add_note(tx, actor, self.concern_id, self.kind, person_words=message.words)
        who = who_ref(alert_news.first_told(tx, self.concern_id))
        speaker.say(tx, message.person_id, message.id, (Reply("utter_have_to_tell", {"who": who}),), kind="safety")
        inbox.close(tx, message.id, hide=True)


def nothing_found() -> Screening:
    """Of a message in which the rules find nothing, or that is no words."""
    return Screening(Tier.NONE, Kind.NONE, (), rule_book().version)


def screened(message: InboxMessage, meanings: Sequence[Meaning] = ()) -> Screened | None:
    """What the rules find in a message, or None. Works with everything else down. Its words count as they are and as the
    person means them by their own signs, whichever is the more serious: a meaning never makes harm of less weight."""
    if message.control == HELP_NOW:
        return Screened.cry_for_help()
    ways = _ways_to_read(message, meanings)
    found = max(map(screen, ways), key=lambda one: one.tier.weight, default=nothing_found())
    return None if found.tier is Tier.NONE else Screened(found)


def taken_back(message: InboxMessage, meanings: Sequence[Meaning] = ()) -> str | None:
    """How a message takes something back, in case there is an open concern that it speaks of. Neither as they are nor as the
    person means them may its words tell of anything else."""
    if message.control == HELP_NOW:
        return None
    kinds = {words: retracts(words) for words in _ways_to_read(message, meanings)}
    tells_more = any(kind is None and screen(words).tier is not Tier.NONE for words, kind in kinds.items())
    return None if tells_more else next((kind for kind in kinds.values() if kind is not None), None)


def retraction(tx: Transaction, person_id: str, kind: str, found: Screened | None) -> Retraction | None:
    """What to do about words that take back an open concern of this person; `found`: what the rules find in them. A wish of
    more weight than the concern is not beside it: that would lower what the words alone would raise."""
    screening = nothing_found() if found is None else found.screening
    tier = Tier.CHECK if found is None else screening.tier
    concern_id = concerns.latest_open(tx, person_id, at_least=tier)
    return None if concern_id is None else Retraction(screening, concern_id, kind)


def _ways_to_read(message: InboxMessage, meanings: Sequence[Meaning]) -> tuple[str, ...]:
    """Its words as they are, and as the person means them where that is something else."""
    return () if message.words is None else tuple({message.words: 0, as_meant(message.words, meanings): 0})
