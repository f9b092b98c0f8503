"""A name as it is pointed out."""

from domain.text.messages import quoted

AROUND = 20
"""Letters on each side."""


def around(text: str, start: int, end: int) -> str:
    """The name marked, with a few words on each side."""
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    cut = "…" * (start > AROUND), "…" * (end + AROUND < len(text))
    return f"{cut[0]}{before}{quoted(text[start:end])}{after}{cut[1]}".replace("\n", " ").rstrip(" .")
