"""What a shell completes: ids of milestones and roles, from the catalog as far as it can be had at once.

A shell asks in the middle of somebody's line. So nothing here waits or complains. Click passes more than is needed.
Every command names these, and only a shell calls them: what they need is imported when they are.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from itertools import islice
from typing import TYPE_CHECKING

import click

from mltrack.core.requirements import Level
from mltrack.core.text import plain
from mltrack.errors import MltrackError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from mltrack.core.catalog import Catalog
    from mltrack.core.entries import Milestone, Role

_MOST = 2_000
"""Names of a folder that are looked at."""


def milestone_ids(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The milestones whose id begins like this, with their titles."""
    catalog = _catalog()
    return _beginning(catalog.milestones.values() if catalog else (), incomplete)


def role_ids(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The roles whose id begins like this, with their titles."""
    catalog = _catalog()
    return _beginning(catalog.roles.values() if catalog else (), incomplete)


def files(_ctx: click.Context, _param: click.Parameter | None, incomplete: str) -> list[CompletionItem]:
    """Whatever files the shell finds."""
    return [_item(incomplete, type="file")]


def file_names(incomplete: str) -> list[CompletionItem]:
    """The files and folders right here that begin like this, for beside words: bash gives either words or its files."""
    try:
        names = [f"{one.name}{os.sep if one.is_dir() else ''}" for one in islice(os.scandir(), _MOST)]
    except OSError:
        return []
    shown = (one for one in names if one.startswith(incomplete) and (incomplete or not one.startswith(".")))
    return [_item(one) for one in sorted(shown) if one.isprintable()]


def import_formats(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The formats that can be read."""
    from mltrack.importing import format_names

    return [_item(one) for one in format_names() if one.startswith(incomplete.lower())]


def levels(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The levels of a skill."""
    return [_item(one.value) for one in Level if one.value.startswith(incomplete.lower())]


def _catalog() -> Catalog | None:
    from mltrack.session import quick_catalog

    try:
        return quick_catalog()
    except (MltrackError, OSError):
        return None


def _beginning(entries: Iterable[Milestone] | Iterable[Role], typed: str) -> list[CompletionItem]:
    return [_item(one.id, help=plain(one.title)) for one in entries if one.id.startswith(typed.lower())]


def _item(value: str, **told: str) -> CompletionItem:
    from click.shell_completion import CompletionItem

    return CompletionItem(value, **told)
