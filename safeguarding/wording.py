"""Which signed text answers a screening (care section 4). Only names: the words stand in `domain/`."""

from safeguarding.screening import Kind, Screening, Tier

_RED = {Kind.SELF_HARM: "utter_red_self_harm", Kind.MEDICAL: "utter_red_medical"}


def reply_for(screening: Screening) -> str:
    """The response name for a screening. Raises ValueError for tier none: the dialogue answers those."""
    match screening.tier:
        case Tier.RED:
            return _RED.get(screening.kind, "utter_red_danger")
        case Tier.AMBER:
            # Care section 4: "It is not your fault" is left out when the person says they hurt someone.
            return "utter_amber_hurt_someone" if screening.kind is Kind.HURT_SOMEONE else "utter_amber"
        case Tier.CHECK:
            return "utter_ask_are_you_ok"
        case _:
            raise ValueError("nothing was found, so there is no safety text to send")
