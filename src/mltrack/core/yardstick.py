"""Figures that can be put in one order: the same thing, measured in the same way, said by the same.

Sorting roles by pay would compare what cannot be compared as soon as a median stands beside a
starting salary. So roles are sorted by one yardstick only: the one that most of them have a figure of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple, TypeVar

from mltrack.core.catalog import Catalog
from mltrack.core.entries import Role
from mltrack.core.figures import Outlook, Pay


class PayYardstick(NamedTuple):
    """What pay figures in one order have in common."""

    measure: str
    currency: str
    period: str
    whom: str
    """Who says it, see `said_by`."""


class OutlookYardstick(NamedTuple):
    """What projections in one order have in common. The occupation group differs from role to role."""

    from_year: int
    to_year: int
    whom: str
    """Who says it, see `said_by`."""


_Yardstick = TypeVar("_Yardstick", PayYardstick, OutlookYardstick)


def said_by(catalog: Catalog, figure: Pay | Outlook) -> str:
    """Who says a figure: whom its source has it from, else who published it, else the source's title."""
    source = catalog.sources[figure.source]
    return figure.origin or source.publisher or source.title


def pay_yardstick(catalog: Catalog) -> PayYardstick | None:
    """The one that most roles have a figure of, between equals the one met first; None without any pay figure."""
    return _widest((_of_pay(catalog, pay), role.id) for role in catalog.roles.values() for pay in role.pay)


def outlook_yardstick(catalog: Catalog) -> OutlookYardstick | None:
    """The one that most roles have a figure of, between equals the one met first; None without any projection."""
    return _widest((_of_outlook(catalog, one), role.id) for role in catalog.roles.values() for one in role.outlook)


def pay_by(catalog: Catalog, role: Role, yardstick: PayYardstick | None) -> tuple[Pay, ...]:
    """The pay figures of a role by one yardstick; two publications may differ even so."""
    return tuple(pay for pay in role.pay if _of_pay(catalog, pay) == yardstick)


def outlook_by(catalog: Catalog, role: Role, yardstick: OutlookYardstick | None) -> tuple[Outlook, ...]:
    """The projections of a role by one yardstick; two publications may differ even so."""
    return tuple(one for one in role.outlook if _of_outlook(catalog, one) == yardstick)


def lowest(figures: Iterable[Pay | Outlook]) -> float | None:
    """What a role is placed by: the lowest figure, of a range its lower end; None for no figure."""
    return min(map(_low, figures), default=None)


def _low(figure: Pay | Outlook) -> float:
    if isinstance(figure, Outlook):
        return figure.percent
    found = figure.amount if figure.amount is not None else figure.low
    if found is None:
        raise ValueError(f"a pay figure of {figure.source} has neither an amount nor a low end")
    return found


def _of_pay(catalog: Catalog, pay: Pay) -> PayYardstick:
    return PayYardstick(pay.measure, pay.currency, pay.period, said_by(catalog, pay))


def _of_outlook(catalog: Catalog, outlook: Outlook) -> OutlookYardstick:
    return OutlookYardstick(outlook.from_year, outlook.to_year, said_by(catalog, outlook))


def _widest(found: Iterable[tuple[_Yardstick, str]]) -> _Yardstick | None:
    roles: defaultdict[_Yardstick, set[str]] = defaultdict(set)
    for yardstick, role_id in found:
        roles[yardstick].add(role_id)
    return max(roles, key=lambda yardstick: len(roles[yardstick]), default=None)
