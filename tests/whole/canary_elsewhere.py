"""The canary's ways through Telegram and to staff, and how each of them fails: with the canary in what comes back."""

from __future__ import annotations

import asyncio

from storage import figures, linking, safeguarding_team
from storage.audit import SYSTEM
from tests.support.sounds import tone
from tests.support.telegram_server.faults import DOWNLOAD
from tests.support.telegram_server.refusals import Refused
from tests.support.telegram_server.users import User
from tests.support.web_hook import WebHook
from tests.whole.canary import NAME, PARTS, PASSWORD, WORDS, Canary

VOICE, NO_VOICE = tone() + WORDS.encode() * 20, b"OggS" + WORDS.encode() * 20


async def _user(canary: Canary) -> User:
    """The person's own chat in Telegram, linked at the first call."""
    user = canary.telegram.user(NAME)
    if not user.chat:
        with canary.store.write() as tx:
            code = linking.make_code(tx, SYSTEM, canary.person_id).code
        canary.secrets.append(code)
        await user.starts(code)
        await user.hears(seconds=90)
    return user


async def told_in_telegram(canary: Canary) -> None:
    user = await _user(canary)
    message = await user.writes(f"{WORDS} in a chat app")
    await user.edits(message, f"{WORDS} in other words")
    await user.sends_voice(VOICE, 3)
    await user.sends_voice(NO_VOICE, 3)
    await user.sends_photo(WORDS)
    await user.sends_contact(NAME)
    await user.sends_document(f"{WORDS}.pdf", WORDS)
    await user.taps("☰ More")
    await canary.is_worked_off()
    await user.forges(user.from_bot[-1], WORDS)
    await user.starts(WORDS.split()[0])
    await canary.is_worked_off()


async def strangers_write(canary: Canary) -> None:
    stranger = canary.telegram.user(f"{NAME} the stranger")
    await stranger.starts(WORDS.split()[0])
    await stranger.writes(WORDS)
    await stranger.writes(f"help, he hits me. {WORDS}")
    await stranger.hears(4, seconds=90)


async def telegram_fails(canary: Canary) -> None:
    """Refused with the words in the reason, an error page, answers that are lost, and updates nobody can read."""
    user, faults = await _user(canary), canary.telegram.faults
    faults.refuse(Refused(400, f"Bad Request: {WORDS}"), "sendMessage", times=2)
    faults.refuse(Refused(400, f"Bad Request: {WORDS}"), "sendVoice", times=2)
    faults.refuse(Refused(400, f"Bad Request: {WORDS}"), "answerCallbackQuery", times=3)
    faults.broken(502, times=2)
    faults.lose_answers(times=2)
    faults.broken(500, DOWNLOAD, times=2)
    await user.writes(WORDS)
    await user.sends_voice(VOICE, 3)
    broken = {"message_id": 999_999, "date": 1, "chat": {"id": WORDS}, "text": WORDS}
    canary.telegram.world.updates.push("message", broken, str(user.id))
    odd = {"message_id": 999_998, "date": 1, "chat": {"id": user.id, "type": "private"}, "poll": {"question": WORDS}}
    canary.telegram.world.updates.push("message", odd, str(user.id))
    await asyncio.sleep(3)
    faults.refuse(Refused(409, f"Conflict: {WORDS}"), "getUpdates", times=1)
    faults.refuse(Refused(401, f"Unauthorized {WORDS}"), "getUpdates", times=1)
    await canary.telegram.goes_down()
    await asyncio.sleep(1)
    await canary.telegram.comes_up()
    faults.clear()
    await user.writes(f"{WORDS}, still there")
    await canary.is_worked_off()


def nobody_takes_messages(canary: Canary) -> None:
    """The mail server refuses all messages for now, with the words in its reason; the lead's phone and the pager fail."""
    canary.mail.refuse["DATA"] = f"451 {WORDS} {PASSWORD}"
    canary.phone.status = canary.pager.status = 500


async def alerts_go_out(canary: Canary) -> None:
    """The lead is told of harm by their phone; that nobody is on the rota, the pager too. What they get names nobody."""
    with canary.store.write() as tx:
        safeguarding_team.set_rota(tx, SYSTEM, ())
    await asyncio.sleep(2)
    assert not canary.phone.got and not canary.pager.got
    canary.phone.status = canary.pager.status = 200
    async with asyncio.timeout(120):
        while not (_titles(canary.phone, "alert") and _titles(canary.pager, "safeguarding")):
            await asyncio.sleep(0.1)
    for sent in (*canary.phone.got, *canary.pager.got):
        assert not [part for part in PARTS if part.lower() in sent.decode().lower()]


def _titles(hook: WebHook, part: str) -> list[str]:
    return [one["title"] for one in hook.said() if part in one["title"]]


async def staff_are_told(canary: Canary) -> None:
    """What was sent by now is to tell the manager; the mail server refused it, and is gone after that."""
    async with asyncio.timeout(90):
        while not canary.mail.sessions:
            await asyncio.sleep(0.1)
    assert (await canary.store.reading(figures.notices_queue)).waiting, "nobody was to be told of anything"
    await canary.mail.down()
