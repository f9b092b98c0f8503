"""What is counted, as people call it."""

from collections.abc import Mapping

from domain.text.messages import N_, Labels, _
from domain.text.moments import month_alone, weekday_alone

TITLES = Labels(
    {
        "month": N_("Saker etter måned"),
        "grade": N_("Etter trinn"),
        "kind": N_("Hva sakene gjelder"),
        "place": N_("Etter sted"),
        "weekday": N_("Etter ukedag"),
    }
)


def called(name: str, key: str, labels: Mapping[str, str]) -> str:
    """`name` is a table's, `key` one of its counts; `labels`: what the plan file calls its kinds and places."""
    match name:
        case "month":
            return month_alone(int(key))
        case "weekday":
            return weekday_alone(int(key))
        case "grade":
            return _("Trinn {grade}", grade=key) if key else _("Ukjent trinn")
        case _:
            return labels.get(key, key)
