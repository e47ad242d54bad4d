"""Fixed phrases, as a catalogue makes them: the only way there is."""

from wording.catalogue import Catalogue, FixedPhrase, Wording


def fixed(*texts: str) -> tuple[FixedPhrase, ...]:
    """Each text as a phrase, in this order."""
    catalogue = Catalogue([Wording("utter_test", texts, (), None, frozenset())])
    phrases = tuple(catalogue.phrase("utter_test", text) for text in texts)
    return tuple(phrase for phrase in phrases if phrase is not None)
