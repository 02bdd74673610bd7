"""What a shell completes: ids of milestones and roles, from the catalog as far as it can be had at once.

A shell asks in the middle of somebody's line. So nothing here waits or complains. Click passes more than is needed.
"""

from __future__ import annotations

from collections.abc import Iterable

import click
from click.shell_completion import CompletionItem

from mltrack.core.catalog import Catalog
from mltrack.core.entries import Milestone, Role
from mltrack.core.text import plain
from mltrack.errors import MltrackError
from mltrack.session import quick_catalog


def milestone_ids(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001
    """The milestones whose id begins like this, with their titles."""
    catalog = _catalog()
    return _beginning(catalog.milestones.values() if catalog else (), incomplete)


def role_ids(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001
    """The roles whose id begins like this, with their titles."""
    catalog = _catalog()
    return _beginning(catalog.roles.values() if catalog else (), incomplete)


def files(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001
    """Whatever files the shell finds."""
    return [CompletionItem(incomplete, type="file")]


def _catalog() -> Catalog | None:
    try:
        return quick_catalog()
    except (MltrackError, OSError):
        return None


def _beginning(entries: Iterable[Milestone] | Iterable[Role], typed: str) -> list[CompletionItem]:
    return [CompletionItem(one.id, help=plain(one.title)) for one in entries if one.id.startswith(typed.lower())]
