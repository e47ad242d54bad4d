"""The screen: what must be caught is caught, what only sounds like it is not, and no text can break or slow it."""

import time
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguarding import About, Kind, Tier, screen
from safeguarding.screening import rule_book
from tests.safeguarding import lines


class TestTheGate:
    """R03: the whole must-catch list, and no near miss above check, by the rules alone, which work with the model down."""

    def test_every_line_of_harm_is_caught(self) -> None:
        missed = [line for line in lines.MUST_CATCH if screen(line.text).tier.weight < Tier.AMBER.weight]
        assert missed == []

    def test_danger_now_is_red(self) -> None:
        assert [said for said in lines.texts(lines.MUST_CATCH, "red") if screen(said).tier is not Tier.RED] == []

    def test_harm_without_danger_now_stays_amber(self) -> None:
        assert [said for said in lines.texts(lines.MUST_CATCH, "amber") if screen(said).tier is not Tier.AMBER] == []

    def test_near_misses_raise_no_alarm(self) -> None:
        alarms = [line for line in lines.NEAR_MISSES if screen(line.text).tier.weight > Tier.CHECK.weight]
        assert alarms == []

    def test_most_near_misses_are_not_even_checked(self) -> None:
        checked = [line for line in lines.NEAR_MISSES if screen(line.text).tier is Tier.CHECK]
        assert len(checked) <= 0.08 * len(lines.NEAR_MISSES), checked

    @pytest.mark.parametrize("said", list(lines.texts(lines.NEAR_MISSES, "none")))
    def test_ordinary_talk_is_left_alone(self, said: str) -> None:
        found = screen(said)
        assert (found.tier, found.kind, found.reasons) == (Tier.NONE, Kind.NONE, ())

    @pytest.mark.parametrize(
        ("listed", "least"), [(lines.MUST_CATCH, 600), (lines.NEAR_MISSES, 600)], ids=["must_catch", "near_misses"]
    )
    def test_the_lists_are_long_and_written_in_every_way(self, listed: list[lines.Line], least: int) -> None:
        styles = Counter(line.style for line in listed)
        assert sum(styles.values()) >= least
        assert len(styles) >= 10 and min(styles.values()) >= 10, styles
        assert len({line.text for line in listed}) == len(listed)


@pytest.mark.parametrize(
    "said",
    [
        "nobody hit me",
        "no one has hurt me",
        "staff do not hit me",
        "he didn't hit me",
        "i am not scared of him",
        "i didnt hit anyone",
        "can you keep a secret",
        "dont tell anyone",
        "help",
        "help me",
        "im scared",
        "👊",
        "💊",
        "i could kill him",
        "my mate told me off",
        "she is so mean",
        "im lost",
        "my head hurts",
        "i fell over",
        "he kissed me",
        "i dont want to die",
    ],
)
def test_unclear_words_get_a_look(said: str) -> None:
    assert screen(said).tier is Tier.CHECK


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("i cant breathe", Kind.MEDICAL),
        ("i want to die", Kind.SELF_HARM),
        ("there is a stranger in my house", Kind.DANGER),
        ("he hit me", Kind.HARM),
        ("they hold me down", Kind.RESTRICTIVE_PRACTICE),
        ("they wont let me see my nan", Kind.RESTRICTIVE_PRACTICE),
        ("nobody fed me today", Kind.NEGLECT),
        ("he stole my bank card", Kind.MONEY),
        ("he touches my bits", Kind.SEXUAL),
        ("i hit my housemate", Kind.HURT_SOMEONE),
    ],
)
def test_kind(said: str, kind: Kind) -> None:
    assert screen(said).kind is kind


class TestUnclearWords:
    """Words under `unclear` are a check by themselves, in a rule of any tier; beside clear ones they take nothing away."""

    @pytest.mark.parametrize(
        "said",
        [
            "we had a course about abuse",
            "one of the students fainted",
            "I got told I was doing well",
            "my passport is dead",
        ],
    )
    def test_by_themselves_are_a_check(self, said: str) -> None:
        found = screen(said)
        assert found.tier is Tier.CHECK and found.reasons

    @pytest.mark.parametrize(
        ("said", "tier"),
        [
            ("we had a course about abuse and my dad hits me", Tier.AMBER),
            ("she fainted and she wont wake up", Tier.RED),
            ("abuse from my dad", Tier.AMBER),
        ],
    )
    def test_beside_clear_words_they_take_nothing_away(self, said: str, tier: Tier) -> None:
        assert screen(said).tier is tier


class TestNegationAndPastHarm:
    """R02: plain negation lowers to check, never to none; harm that stopped is still a disclosure."""

    @pytest.mark.parametrize(
        "said", ["nobody hit me", "no one ever hit me", "staff did not hit me", "she wasn't hurting me"]
    )
    def test_plain_negation_is_check(self, said: str) -> None:
        assert screen(said).tier is Tier.CHECK

    @pytest.mark.parametrize(
        "said",
        [
            "daz never hits me now",
            "he doesn't hit me any more",
            "nobody hits me since Daz went",
            "he does not hit me when staff are here",
            "he said he didn't hit me",
            "she doesnt hit me much",
            "i dont like it when she hits me",
            "please do not hit me",
            "the nurse hit me",
            "he hit me when i was watching telly",
        ],
    )
    def test_past_or_doubtful_harm_stays_amber(self, said: str) -> None:
        assert screen(said).tier is Tier.AMBER

    @pytest.mark.parametrize(
        "said",
        ["broke my arm when i was seven", "mum had a stroke years ago", "i was stuck in a lift at my old school"],
    )
    def test_danger_long_over_is_no_danger_now(self, said: str) -> None:
        assert screen(said).tier.weight <= Tier.CHECK.weight

    @pytest.mark.parametrize(
        ("said", "tier"),
        [
            ("he had a knife at my throat years ago", Tier.AMBER),
            ("i cut my arms when i was 15 and i did it again today", Tier.RED),
            ("i had a fit when i was ten and now i am having a fit and it wont stop", Tier.RED),
            ("we had a fire years ago and there is smoke coming under my door", Tier.RED),
        ],
    )
    def test_what_is_long_over_hides_no_harm_and_nothing_that_is_now(self, said: str, tier: Tier) -> None:
        assert screen(said).tier is tier

    def test_one_denial_does_not_cover_another_harm(self) -> None:
        assert screen("he didnt hit me but he stole my money").tier is Tier.AMBER

    def test_a_figure_of_speech_does_not_cover_a_disclosure(self) -> None:
        assert screen("it hit me that he hit me").tier is Tier.AMBER

    def test_a_joke_lowers_nothing(self) -> None:
        assert screen("staff hit me lol only joking 😂").tier is Tier.AMBER


class TestManyRules:
    def test_the_most_serious_wins(self) -> None:
        found = screen("he took my money and now i want to die")
        assert (found.tier, found.kind) == (Tier.RED, Kind.SELF_HARM)
        assert set(found.reasons) >= {"money", "self-harm-die"}
        assert found.reasons[0] == "self-harm-die"

    def test_a_person_who_hurt_someone_is_not_told_it_is_not_their_fault(self) -> None:
        assert screen("he hit me so i hit him").kind is Kind.HURT_SOMEONE
        assert screen("i hit my mum and i hate myself").kind is Kind.HURT_SOMEONE

    def test_reasons_are_rule_ids_and_never_words(self) -> None:
        ids = {rule.id for rule in rule_book().rules}
        for said in lines.texts(lines.MUST_CATCH, "amber"):
            assert set(screen(said).reasons) <= ids


class TestWrittenInManyWays:
    @pytest.mark.parametrize(
        "said",
        [
            "HE HIT ME!!!",
            "he hittttt me",
            "h i t me",
            "h.e. h.i.t. m.e.",
            "he h1t m3",
            "hé hït mé",
            "he hit me",
            "ｈｅ ｈｉｔ ｍｅ",
            "he h\u200bit me",
            "he\nhit\nme",
            "staf hert me",
            "he tuches me",
            "👊🏿😢",
            "😢 👊️",
        ],
    )
    def test_still_amber(self, said: str) -> None:
        assert screen(said).tier is Tier.AMBER


class TestAnyText:
    @given(st.text(max_size=400))
    def test_never_raises(self, said: str) -> None:
        assert screen(said).rules_version == rule_book().version

    @given(
        st.lists(
            st.sampled_from(
                [
                    "he",
                    "hit",
                    "me",
                    "not",
                    "nobody",
                    "i",
                    "dont",
                    "want",
                    "to",
                    "die",
                    "👊",
                    "😢",
                    "🛏",
                    "now",
                    "h",
                    "t",
                    "*",
                    "...",
                    "<me>",
                    "(",
                    "/",
                ]
            ),
            max_size=60,
        )
    )
    def test_rule_words_in_any_order_never_raise(self, words: list[str]) -> None:
        assert screen(" ".join(words)).tier in Tier

    @given(st.text(max_size=60), st.text(max_size=60))
    def test_nothing_around_it_hides_a_cry_for_help(self, before: str, after: str) -> None:
        assert screen(f"{before} 🆘 {after}").tier is Tier.RED

    @pytest.mark.parametrize(
        "said", ["a" * 50_000, "h " * 20_000, "he hit me not " * 1_000, "👊" * 5_000, "dont " * 5_000]
    )
    def test_very_long_texts_are_read_in_time(self, said: str) -> None:
        began = time.perf_counter()
        screen(said)
        assert time.perf_counter() - began < 5

    @pytest.mark.parametrize(
        "said", ["he hit me not ", "👊", "they took my money and wont let me ", "scared of he said ", "zqx "]
    )
    def test_the_longest_message_is_read_at_once(self, said: str) -> None:
        rounds = []
        for _ in range(5):
            began = time.perf_counter()
            screen((said * 4_096)[:4_096])
            rounds.append(time.perf_counter() - began)
        assert min(rounds) < 0.1

    def test_an_ordinary_message_takes_well_under_a_millisecond(self) -> None:
        said = [line.text for line in (*lines.NEAR_MISSES, *lines.MUST_CATCH)]
        rounds = []
        for _ in range(5):
            began = time.perf_counter()
            for one in said:
                screen(one)
            rounds.append((time.perf_counter() - began) / len(said))
        assert min(rounds) < 0.001


class TestShortMessages:
    """A symbol board gives words in any order; in a long message the same words may belong to different things."""

    @pytest.mark.parametrize(
        "said", ["staff hit", "hit staff", "chips nice staff hit", "rope neck", "neck rope", "uncle bed secret"]
    )
    def test_any_order_is_heard(self, said: str) -> None:
        assert screen(said).tier.weight >= Tier.AMBER.weight

    def test_only_when_little_is_said(self) -> None:
        assert screen("Becky wore a scarf round the long winter and the rope was for the boat").tier is Tier.NONE


class TestAbout:
    """R26: whom a concern may be about, where the words tell it; the lead decides."""

    @pytest.mark.parametrize(
        ("said", "about"),
        [
            ("he hits the baby", {About.CHILD}),
            ("he hit Ruth", {About.OTHER}),
            ("staff hit me", {About.STAFF}),
            ("he hit me", set()),
            ("bowling was good", set()),
        ],
    )
    def test_about(self, said: str, about: set[About]) -> None:
        assert screen(said).about == about

    def test_ids_that_are_no_rule_tell_nothing(self) -> None:
        assert rule_book().about(["model", "gone-since"]) == frozenset()
