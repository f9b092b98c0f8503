"""What messages call a step: a neutral name, which tells nobody what the case is about (law 1)."""

from domain.text.messages import _

TELLING = (
    "alvorleg",
    "alvorlig",
    "anmeld",
    "ansatt",
    "barnevern",
    "diskriminer",
    "eqs",
    "fysisk",
    "inngrep",
    "krenk",
    "mistank",
    "mobb",
    "offer",
    "omsorg",
    "overgrep",
    "politi",
    "rasis",
    "seksu",
    "selvskad",
    "skoleeier",
    "sosiogram",
    "statsforvalter",
    "tilsett",
    "trakasser",
    "trus",
    "utfrys",
    "vald",
    "vitne",
    "vold",
    "§",
    # in English
    "abuse",
    "assault",
    "bullied",
    "bully",
    "child welfare",
    "discriminat",
    "employee",
    "exclu",
    "governor",
    "harass",
    "incident",
    "intervention",
    "police",
    "racis",
    "school owner",
    "self-harm",
    "serious",
    "sexual",
    "sociogram",
    "staff",
    "suspect",
    "suspic",
    "threat",
    "victim",
    "violat",
    "violen",
    "witness",
)
"""Parts of words that say what has happened, to whom, or that the case is a serious one."""


def telling(notice: str) -> str:
    """The first of the telling words that stands in it, or nothing."""
    return next((word for word in TELLING if word in notice.casefold()), "")


def named_neutrally(step: object) -> object:
    """Raises `ValueError` for a step, as the plan file has it, whose name for messages is missing or telling."""
    if not isinstance(step, dict) or not step.get("id"):
        return step
    notice = step.get("notice")
    if not notice:
        raise ValueError(_("{step}: mangler «notice», et nøytralt navn som kan stå i meldinger", step=step["id"]))
    if word := telling(str(notice)):
        says = _(
            "{step}: «{notice}» sier for mye til å stå i meldinger («{word}»)",
            step=step["id"],
            notice=notice,
            word=word,
        )
        raise ValueError(says)
    return step
