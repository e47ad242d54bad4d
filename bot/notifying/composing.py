"""What a notice says: what kind of thing waits, a reference and a link; no name, nobody's words, no topic (R14)."""

from __future__ import annotations

from collections import Counter

from bot.notifying.text import Text
from storage.notice_delivery import Notice, Parcel
from storage.vocabulary import NoticeChannel, NoticeKind

MOST_LISTED = 30

# To one member: alone, and where there are several of the kind.
_TO_MEMBER = {
    NoticeKind.NEW_FEEDBACK: ("Something new waits for a decision", "{} new things wait for a decision"),
    NoticeKind.NEW_REQUEST: ("A request waits for an answer", "{} requests wait for an answer"),
    NoticeKind.ACTION_YOURS: ("An action is yours now", "{} actions are yours now"),
    NoticeKind.ACTION_REOPENED: ("An action of yours is open again", "{} actions of yours are open again"),
    NoticeKind.ACTION_OVERDUE: ("An action is overdue", "{} actions are overdue"),
    NoticeKind.DECISION_OVERDUE: ("A decision is overdue", "{} decisions are overdue"),
    NoticeKind.STANDING_IN: ("You stand in for a colleague", "You stand in for {} colleagues"),
    NoticeKind.COMPLAINT_WAITS: ("A complaint waits for a manager", "{} complaints wait for a manager"),
    NoticeKind.COMPLAINT_YOURS: ("A complaint is yours now", "{} complaints are yours now"),
    NoticeKind.COMPLAINT_OVERDUE: ("A complaint is overdue", "{} complaints are overdue"),
    NoticeKind.RISK_PLAN_REVIEW: ("A risk plan is due for review", "{} risk plans are due for review"),
    NoticeKind.RESTRICTION_REVIEW: ("A restriction is due for review", "{} restrictions are due for review"),
    NoticeKind.PROFILE_OVERDUE: (
        "A review of how a person communicates is overdue",
        "{} reviews of how people communicate are overdue",
    ),
}
# To a place that everybody reads, "yours" would be nobody's.
_TO_ALL = _TO_MEMBER | {
    NoticeKind.ACTION_YOURS: ("An action has a new owner", "{} actions have a new owner"),
    NoticeKind.ACTION_REOPENED: ("An action is open again", "{} actions are open again"),
}
_WHY = "What it is about is shown when you have signed in.\nHow you are told, and when: {}\n"


def compose(parcel: Parcel, address: str) -> Text:
    """The message; `address` is where the service is reached, without a slash at its end."""
    phrases = _TO_ALL if parcel.channel is NoticeChannel.SERVICE else _TO_MEMBER
    body = _list(parcel.notices, phrases, address)
    if parcel.channel is NoticeChannel.EMAIL:
        body += "\n" + _WHY.format(f"{address}/staff/notices")
    return Text(f"Said & Done: {_title(parcel, phrases)}", body)


def _title(parcel: Parcel, phrases: dict[NoticeKind, tuple[str, str]]) -> str:
    if len(parcel.notices) == 1 and not parcel.is_digest:
        [only] = parcel.notices
        return f"{_lowered(phrases[only.kind][0])} ({only.reference})"
    count = len(parcel.notices)
    things = "1 thing" if count == 1 else f"{count} things"
    return f"your summary of the day, {things}" if parcel.is_digest else f"{things} to look at"


def _list(notices: tuple[Notice, ...], phrases: dict[NoticeKind, tuple[str, str]], address: str) -> str:
    parts, left = [], MOST_LISTED
    for kind, count in Counter(one.kind for one in notices).items():
        head = phrases[kind][0] if count == 1 else phrases[kind][1].format(count)
        shown = [one for one in notices if one.kind is kind][:left]
        left -= len(shown)
        lines = [f"{one.reference}: {address}{one.path}" for one in shown]
        if len(shown) < count:
            lines.append(f"The other {count - len(shown)}: {address}/staff/")
        parts.append("\n".join([f"{head}.", *lines]))
    return "\n\n".join(parts) + "\n"


def _lowered(phrase: str) -> str:
    return phrase[0].lower() + phrase[1:]
