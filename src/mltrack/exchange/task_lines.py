"""Markdown task lists as output, in the shape that `task_list` describes, for GitHub and Obsidian."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mltrack.core.text import plain
from mltrack.exchange.markdown import escaped, linked
from mltrack.exchange.worklist import Item, Worklist, title_of
from mltrack.exchange.writing import Export


def written(export: Export) -> str:
    """What is to do in the order of the plan, what is done, and what is waived."""
    work = Worklist(export)
    title = export.snapshot.catalog.role_title(export.role) if export.role else "Learning path"
    return "\n".join([f"# {escaped(title)}", "", *task_sections(export, work, "##")]).rstrip() + "\n"


def task_sections(export: Export, work: Worklist, heading: str) -> Iterator[str]:
    """Three lists under headings; one that is empty is left out."""
    lists = (("To do", work.to_do, False), ("Done", work.done, True), ("Waived", work.waived, False))
    seen: set[str] = set()
    for title, items, is_done in lists:
        if items:
            yield from (f"{heading} {title}", "")
            for item in items:
                yield _task(export, item, is_done=is_done)
                if item.milestone not in seen:  # what is to be taken further stands among what is done too
                    yield from _said(export, item.milestone)
                seen.add(item.milestone)
            yield ""


def _task(export: Export, item: Item, *, is_done: bool) -> str:
    mark = item.mark
    title = escaped(_title(export, item, is_done=is_done))
    # What is done and to be taken further was begun long ago, and is not under way.
    begun = mark.started_on if mark and (is_done or item.is_started) else None
    done = mark.done_on if mark and is_done else None
    days = (("🛫", begun), ("📅", item.due), ("✅", done))
    told = [f"{sign} {day}" for sign, day in days if day is not None]
    return " ".join([f"- [{'x' if is_done else ' '}]", title, *told, f"<!-- mltrack:{item.milestone} -->"])


def _title(export: Export, item: Item, *, is_done: bool) -> str:
    """The title with what is to be said in brackets."""
    mark = item.mark
    level = mark.level if is_done and mark else item.level
    said = [level.value] if level else []
    if not is_done and item.is_started:
        said.append("started")
    if is_done and item.expires:
        said.append(f"expires {item.expires}")
    if mark and not is_done and mark.reason:
        said.append(f"waived: {mark.reason}")
    title = title_of(export.snapshot.catalog, item.milestone)
    return f"{title} ({', '.join(said)})" if said else title


def _said(export: Export, milestone_id: str) -> Sequence[str]:
    progress = export.snapshot.progress
    note = plain(progress.notes.get(milestone_id, ""), lines=True)
    evidence = [piece.text for piece in progress.evidence_on.get(milestone_id, ())]
    notes = [f"  - Note: {escaped(line)}".rstrip() for line in note.split("\n")] if note else []
    return [*notes, *(f"  - Evidence: {linked(text)}" for text in evidence)]
