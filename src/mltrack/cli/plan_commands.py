"""`plan`: the least that makes ready for some roles, why it is that, and when it is done."""

from __future__ import annotations

from fractions import Fraction

import click

from mltrack.cli.completing import milestone_ids, role_ids
from mltrack.cli.opening import opened, weekly_hours
from mltrack.cli.options import as_json, as_markdown, hours_per_week
from mltrack.cli.output import tell
from mltrack.cli.plan_text import plan_lines, plan_markdown
from mltrack.cli.plan_views import plan_view
from mltrack.core.dates import day_words, parse_day
from mltrack.core.departed import lost_aims_words
from mltrack.core.plan import Wish
from mltrack.core.planning import Search, advised
from mltrack.errors import InvalidInput
from mltrack.session import Session

MOST_PATIENCE = 1_000


@click.command()
@click.argument("names", metavar="[ROLE]...", nargs=-1, shell_complete=role_ids)
@hours_per_week
@click.option("--start", metavar="DATE", help="The day to begin, like 2026-12-01 or tomorrow; else today.")
@click.option(
    "--pin",
    "pins",
    metavar="ID",
    multiple=True,
    help="Have this milestone in it; may be repeated.",
    shell_complete=milestone_ids,
)
@click.option(
    "--without",
    metavar="ID",
    multiple=True,
    help="Leave this milestone out; may be repeated.",
    shell_complete=milestone_ids,
)
@click.option(
    "--patience",
    type=click.IntRange(1, MOST_PATIENCE),
    default=1,
    metavar="N",
    help="Search N times as long before the best plan found is taken.",
)
@as_json
@as_markdown
def plan(  # noqa: PLR0913, PLR0917 - one parameter an option
    names: tuple[str, ...],
    hours: Fraction | None,
    start: str | None,
    pins: tuple[str, ...],
    without: tuple[str, ...],
    patience: int,
    as_json: bool,
    as_markdown: bool,
) -> None:
    """Plan the least that makes you ready for ROLE, with dates.

    Without a ROLE it is for all your targets at once. Of alternatives it takes those that take
    least in all, and says what it chose them over.
    """
    if as_json and as_markdown:
        raise click.UsageError("--json and --markdown go one at a time.")
    with opened() as session:
        snapshot = session.snapshot
        wish = Wish(
            _roles(session, names),
            hours or weekly_hours(session),
            frozenset(session.catalog.milestone(name).id for name in pins),
            frozenset(session.catalog.milestone(name).id for name in without),
        )
        if both := wish.pins & wish.without:
            title = snapshot.catalog.milestone_title(min(both))
            raise InvalidInput(f"'{title}' is both pinned and left out; say one of the two.")
        first = snapshot.today if start is None else parse_day(start, snapshot.today)
        if first < snapshot.today:
            raise InvalidInput(
                f"{day_words(first)} is past; a plan begins today, {day_words(snapshot.today)}, or later."
            )
        advice = advised(snapshot, wish, first, Search(patience))
        tell(
            (as_json, as_markdown),
            lambda: plan_view(snapshot, advice),
            lambda: plan_markdown(snapshot, advice),
            lambda: plan_lines(snapshot, advice),
        )


def _roles(session: Session, names: tuple[str, ...]) -> tuple[str, ...]:
    """The roles named, or else the targets that the catalog has."""
    if names:
        return tuple(dict.fromkeys(session.catalog.role(name).id for name in names))
    aims = tuple(role_id for role_id, _ in session.snapshot.progress.aims if role_id in session.catalog.roles)
    if not aims:
        if lost := lost_aims_words(session.snapshot):
            raise InvalidInput(f"{lost} Name another one, or set a target with mltrack target ROLE.")
        raise InvalidInput("You aim for no role yet: name one, or set a target with mltrack target ROLE.")
    return aims
