"""Long lists come in pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from flask import request
from sqlalchemy import Select, func, select

from nic.kernel.database import db

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """One page of a list. ``number`` counts from 1."""

    items: Sequence[Item]
    number: int
    size: int
    total: int

    @property
    def page(self) -> int:
        """The number, as the pager component calls it."""
        return self.number

    @property
    def pages(self) -> int:
        """How many pages there are; at least one."""
        return max(1, -(-self.total // self.size))

    def url_for_page(self, number: int) -> str:
        """The address of another page with the same search. What the reader's address says stays behind its "?"."""
        asked = [(name, value) for name, value in request.args.items(multi=True) if name != "page"]
        return f"{request.path}?{urlencode([*asked, ('page', str(number))])}"


def requested_page() -> int:
    """The page number asked for in the address; 1 where it makes no sense."""
    return max(1, request.args.get("page", 1, type=int))


def paginate(statement: Select[Any], number: int, size: int = 25) -> Page[Any]:
    """One page of an ordered statement of entities. Past the end, the last page."""
    total = db.session.scalar(select(func.count()).select_from(statement.order_by(None).subquery())) or 0
    number = min(number, max(1, -(-total // size)))
    items = db.session.scalars(statement.limit(size).offset((number - 1) * size)).unique().all()
    return Page(items, number, size, total)
