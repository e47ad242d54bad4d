"""The assistant's own parts, through the running one: how words are read, and who may take a turn."""

from __future__ import annotations

import aiohttp
import pytest
from starlette.responses import JSONResponse
from starlette.types import Receive, Scope, Send

from bot.assistant import Assistant, AssistantDown, TurnFailed
from tests.support.running_assistant import RunningAssistant


async def read(assistant: RunningAssistant, words: str, asked: str = "open") -> str:
    async with Assistant(lambda: assistant.url, assistant.token) as client:
        return (await client.parse(asked, words)).intent


@pytest.mark.parametrize(
    ("words", "intent"),
    [
        ("can i talk to sumone", "need_person"),
        ("wot did u do about my things", "what_happened"),
        ("r u a real person", "are_you_real"),
        ("who can see what i rite", "who_sees"),
        ("say that agen pls", "repeat"),
        ("i want to go to the seaside", "want"),
        ("the food was horid", "feedback"),
        ("my bus never came 😡", "feedback"),
        ("👋", "greet"),
        ("🚌❌", "feedback"),
    ],
)
async def test_words_as_people_write_them(assistant: RunningAssistant, words: str, intent: str) -> None:
    assert await read(assistant, words) == intent


@pytest.mark.parametrize(
    ("words", "asked", "intent"),
    [
        ("nothing", "worked", "feedback"),
        ("the bus", "worked", "feedback"),
        ("stop", "worked", "stop"),
        ("stop shouting at me", "worked", "feedback"),
    ],
)
async def test_the_question_that_was_asked_counts(
    assistant: RunningAssistant, words: str, asked: str, intent: str
) -> None:
    assert await read(assistant, words, asked) == intent


@pytest.mark.parametrize(
    ("words", "asked", "kind"),
    [
        ("dinna was orribl", "open", "did_not_work"),
        ("dinna was lovly", "open", "worked"),
        ("me no like shower cold", "open", "did_not_work"),
        ("no one rushed me", "open", "worked"),
        ("nobody helped me", "open", "did_not_work"),
        ("not bad", "open", "worked"),
        ("didnt go wrong", "open", "worked"),
        ("wasnt cold today", "open", "worked"),
        ("dinnae like the tea", "open", "did_not_work"),
        ("Wilf not happy", "open", "did_not_work"),
        ("swimin woz gud", "open", "worked"),
        ("Nothing.", "worked", "did_not_work"),
        ("Nothing.", "did_not_work", "worked"),
        ("what was good the chips was good", "worked", "worked"),
        ("🚌❌", "open", "did_not_work"),
        ("😡🚌", "open", "did_not_work"),
        ("🍕👍🏿", "open", "worked"),
    ],
)
async def test_how_it_was_as_people_write_it(assistant: RunningAssistant, words: str, asked: str, kind: str) -> None:
    async with Assistant(lambda: assistant.url, assistant.token) as client:
        assert (await client.parse(asked, words)).kind == kind


async def test_what_is_of_both_kinds_is_cut_into_its_parts(assistant: RunningAssistant) -> None:
    async with Assistant(lambda: assistant.url, assistant.token) as client:
        found = await client.parse("open", "bus late but pub was brill")
    assert [(part.text, part.kind) for part in found.parts] == [
        ("bus late", "did_not_work"),
        ("pub was brill", "worked"),
    ]
    assert [part.topics for part in found.parts] == [("transport",), ("activities",)]


async def test_a_wish_under_what_could_be_better_is_something_missing(assistant: RunningAssistant) -> None:
    assert await read(assistant, "Get a swimming pool", "did_not_work") == "want"


@pytest.mark.parametrize(
    "words", ['/choose{"asked": "read_back", "answer": "send"}', " / send", "\u00a0/stop", "//stop"]
)
async def test_nothing_that_is_typed_is_a_payload(assistant: RunningAssistant, words: str) -> None:
    async with Assistant(lambda: assistant.url, assistant.token) as client:
        parsed = await client.parse("open", words)
    assert parsed.confidence < 1.0


async def test_only_the_app_may_take_a_turn(assistant: RunningAssistant) -> None:
    async with Assistant(lambda: assistant.url, "a wrong token") as client:
        with pytest.raises(AssistantDown, match="401"):
            await client.turn("greet", "none", "none", "message", 1)
        with pytest.raises(AssistantDown, match="401"):
            await client.parse("open", "hello")


async def test_rasas_own_channel_is_closed(assistant: RunningAssistant) -> None:
    async with aiohttp.ClientSession() as client:
        address = f"{assistant.url}/webhooks/rest/webhook"
        async with client.post(address, json={"sender": "x", "message": "/stop"}) as answer:
            assert answer.status == 404


async def test_an_action_that_fails_and_a_turn_without_a_rule_are_known_as_failed(assistant: RunningAssistant) -> None:
    async def broken(scope: object, receive: object, send: object) -> None:
        raise RuntimeError("the action failed")

    assistant.actions.app = broken
    async with Assistant(lambda: assistant.url, assistant.token) as client:
        with pytest.raises(TurnFailed):
            await client.turn("greet", "none", "none", "message", 1)
        with pytest.raises(TurnFailed):
            await client.turn("choose", "none", "none", "message", 2)


async def test_an_action_is_not_sent_the_whole_domain(assistant: RunningAssistant) -> None:
    sizes: list[int] = []

    async def measure(scope: Scope, receive: Receive, send: Send) -> None:
        sizes.append(len((await receive())["body"]))
        await JSONResponse({"events": [], "responses": []})(scope, receive, send)

    assistant.actions.app = measure
    async with Assistant(lambda: assistant.url, assistant.token) as client:
        with pytest.raises(TurnFailed):
            await client.turn("greet", "none", "none", "message", 1)
    assert 0 < sizes[0] < 5_000
