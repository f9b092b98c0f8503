import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.engine.crypto import KeyRing, Undecipherable, Vault, new_data_key

OLD, NEW = bytes(range(32)), bytes(range(1, 33))
VAULT = Vault(OLD)
names = st.text(min_size=1, max_size=20)


@given(st.text(), names)
def test_what_is_sealed_can_be_opened(text: str, row: str) -> None:
    sealed = VAULT.seal("cases.sealed", row, text)
    assert VAULT.open("cases.sealed", row, sealed) == text
    assert len(text.encode()) < 8 or text.encode() not in sealed


@given(names, names)
def test_a_value_moved_to_another_row_or_column_does_not_open(row: str, other: str) -> None:
    sealed = VAULT.seal("cases.sealed", row, "Kanarifakta")
    for column, at in (("cases.sealed", row + other), ("alerts.sealed", row)):
        with pytest.raises(Undecipherable):
            VAULT.open(column, at, sealed)


@given(st.integers(1, 40), st.integers(1, 255))
def test_a_changed_value_does_not_open(place: int, flip: int) -> None:
    sealed = bytearray(VAULT.seal("cases.sealed", "case1", "Kanarifakta"))
    sealed[place % len(sealed) or 1] ^= flip
    with pytest.raises(Undecipherable):
        VAULT.open("cases.sealed", "case1", bytes(sealed))


def test_another_schools_key_does_not_open() -> None:
    with pytest.raises(Undecipherable):
        Vault(NEW).open("cases.sealed", "case1", VAULT.seal("cases.sealed", "case1", "Kanarifakta"))


ids = st.text(st.characters(min_codepoint=33, codec="utf-8"), max_size=90)


@given(ids, names)
def test_what_is_sealed_alike_is_the_same_for_one_purpose_only_and_is_read_back(value: str, purpose: str) -> None:
    sealed = VAULT.seal_alike(purpose, value)
    assert sealed == VAULT.seal_alike(purpose, value) == VAULT.seal_often(purpose, value)
    assert value.strip() == VAULT.open_alike(purpose, sealed).strip() == VAULT.open_often(purpose, sealed).strip()
    assert sealed not in {VAULT.seal_alike(f"{purpose}2", value), Vault(NEW).seal_alike(purpose, value)}
    assert len(value.encode()) > 32 or len(sealed) == 64


@pytest.mark.parametrize("sealed", ["", "x", "blå", "AAAA" * 16])
def test_what_was_not_sealed_alike_for_this_does_not_open(sealed: str) -> None:
    for one in (sealed, VAULT.seal_alike("events.id", "first")):
        with pytest.raises(Undecipherable):
            VAULT.open_alike("events.kind", one)


def test_the_same_text_is_never_sealed_alike() -> None:
    assert VAULT.seal("c", "r", "nei") != VAULT.seal("c", "r", "nei")


def test_a_digest_is_the_same_for_the_same_purpose_and_key_only() -> None:
    digest = VAULT.digest("pupil", "pupil0")
    assert digest == Vault(OLD).digest("pupil", "pupil0")
    assert len(digest) == 32
    assert (
        len(
            {
                digest,
                VAULT.digest("group", "pupil0"),
                VAULT.digest("pupil", "pupil1"),
                Vault(NEW).digest("pupil", "pupil0"),
            }
        )
        == 4
    )


def test_a_data_key_is_wrapped_for_one_school() -> None:
    ring, key = KeyRing([OLD]), new_data_key()
    wrapped = ring.wrap("rosenholm", key)
    assert ring.unwrap("rosenholm", wrapped) == key
    assert key not in wrapped
    with pytest.raises(Undecipherable):
        ring.unwrap("solbakken", wrapped)


def test_the_first_key_wraps_and_all_unwrap() -> None:
    key = new_data_key()
    wrapped = KeyRing([OLD]).wrap("rosenholm", key)
    both = KeyRing([NEW, OLD])
    assert both.unwrap("rosenholm", wrapped) == key
    assert both.wrap("rosenholm", key).startswith(KeyRing([NEW]).primary)
    with pytest.raises(Undecipherable):
        KeyRing([NEW]).unwrap("rosenholm", wrapped)


def test_keys_come_as_comma_separated_base64() -> None:
    text = ", ".join(base64.b64encode(key).decode() for key in (NEW, OLD))
    assert KeyRing.parse(text).primary == KeyRing([NEW]).primary


@pytest.mark.parametrize("text", ["", "kort", "a2V5", "æøå", base64.b64encode(OLD).decode() + ","])
def test_a_ring_of_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        KeyRing.parse(text)


def test_a_ring_needs_a_key() -> None:
    with pytest.raises(ValueError, match="at least one key"):
        KeyRing([])
