"""A long list, a page at a time."""

from collections.abc import Sequence
from typing import TypeVar

from domain.text.messages import _

T = TypeVar("T")
PER_PAGE = 8


def page_of(items: Sequence[T], page: int, per_page: int = PER_PAGE) -> tuple[Sequence[T], int, int]:
    """The items of a page, the page shown (the last when too high), and how many there are."""
    pages = max(1, -(-len(items) // per_page))
    page = min(page, pages)
    return items[(page - 1) * per_page : page * per_page], page, pages


def paged(number: str, page: int, pages: int) -> str:
    """«9 saker», or «9 saker, side 1 av 2»."""
    return _("{number}, side {page} av {pages}", number=number, page=page, pages=pages) if pages > 1 else number
