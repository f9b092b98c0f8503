"""Numbers with the check digits of a national identity number, of synthetic people only (month + 80)."""

from hypothesis import strategies as st


def _checked(nine: str) -> str | None:
    """With its two check digits, where it has any."""
    for weights in ((3, 7, 6, 1, 8, 9, 4, 5, 2), (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)):
        check = -sum(w * int(d) for w, d in zip(weights, nine, strict=True)) % 11
        if check == 10:
            return None
        nine += str(check)
    return nine


def identity_numbers() -> st.SearchStrategy[str]:
    days, months, years = st.integers(1, 28), st.integers(81, 92), st.integers(0, 99)
    nines = st.builds("{:02}{:02}{:02}{:03}".format, days, months, years, st.integers(0, 999))
    return nines.map(_checked).filter(bool).map(str)
