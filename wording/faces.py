"""How a thing was, as it is said where a person tapped a face and wrote nothing."""

from wording.catalogue import Catalogue

_ASKED = "utter_ask_feedback_outcome"
_NO_FACE = "not_sure"


def label_of(outcome: str, catalogue: Catalogue) -> str:
    """The label the person tapped, "😞 Bad"; that of "Not sure" where the outcome has no face of its own."""
    labels = {option.answer: option.label for option in catalogue[_ASKED].options}
    return labels.get(outcome, labels[_NO_FACE])
