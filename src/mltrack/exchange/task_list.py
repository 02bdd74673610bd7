"""Markdown task lists as input: GitHub's, Obsidian's (its Tasks and Dataview plugins), and those that mltrack writes.

What writes one and what reads one agree on this shape. One task is one line:

    - [x] Python (proficient) 🛫 2026-01-10 ✅ 2026-05-01 <!-- mltrack:python -->

| part | what it says |
|---|---|
| `- [x]` | done; `[ ]` open, `[/]` started, `[-]` dropped, which is waived where it says so |
| title | with a backslash before what Markdown would take for markup (`exchange.markdown.escaped`) |
| `(proficient, expires 2027-05-01)` | the last brackets of the title: a level, `started`, `waived: reason` and \
`expires` with a day, those that apply, parted by `, `; `waived:` comes last and its reason goes on to the end |
| `🛫 day` | started; `[start:: day]` too |
| `📅 day` | due; `[due:: day]` too |
| `✅ day` | done; `[completion:: day]` too |
| `<!-- mltrack:ID -->` | the milestone, as GitHub hides it |
| `^mltrack-ID` | the milestone, as Obsidian names a block; at the end of the line |

GitHub knows no `[/]` and `[-]`: there it is `- [ ] Title (started)` and `- [ ] Title (waived: reason)`.

Below a task, further in than it, may stand what else is said, one a line: `- Note: text`, a line of the note,
and `- Evidence: text`, one piece of it; both escaped like the title, but a link is `<https://...>`, to click on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import field
from typing import Final

from mltrack.core.actions import LONGEST_NOTE
from mltrack.core.claims import Claim, ClaimKind
from mltrack.core.documents import MAX_TEXT, Document, Reading
from mltrack.core.history import Status
from mltrack.core.records import dataclass
from mltrack.exchange import linkedin, progress_csv
from mltrack.exchange.entry import Entry
from mltrack.exchange.foreign_text import beginning, decoded
from mltrack.exchange.level_words import level_alone
from mltrack.exchange.listed import OPEN_ONLY, all_of, pieces_in, told
from mltrack.exchange.remarks import Remarks
from mltrack.exchange.task_line import TaskLine, parts_of, unescaped

FORMAT = "Markdown task list"
MAX_TASKS: Final = 20_000
"""Tasks of one list that are read."""
_TASK = re.compile(r"(?P<lead>[ \t>]*)(?:[-*+]|\d{1,9}[.)])[ \t]+\[(?P<box>[^\]\n])\][ \t]+(?P<body>\S.*)")
_BELOW = re.compile(r"(?P<lead>[ \t>]*)[-*+][ \t]+(?P<what>Note|Evidence):(?: (?P<text>.*))?")
_FENCE = re.compile(r"[ \t>]*(?P<fence>```|~~~)")
_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_OTHER_FORMATS: Final = ("{", "<?xml", "<svg", "<html", "<!doctype", "begin:")
_BOXES: Final = {" ": None, "x": Status.DONE, "X": Status.DONE, "/": Status.STARTED, "-": Status.WAIVED}


@dataclass(slots=True)
class _Task:
    """One task with what stands below it."""

    line: int
    box: str
    body: str
    depth: int
    notes: list[str] = field(default_factory=list)
    evidence: list[str] = field(default_factory=list)


def recognises(document: Document) -> bool:
    """True for a single text file with a task in it, unless its beginning is that of another format."""
    if document.is_folder:
        return False
    text = beginning(document.only)
    if text.lstrip().casefold().startswith(_OTHER_FORMATS):
        return False
    if linkedin.recognises(document) or progress_csv.recognises(document):
        return False
    return any(_TASK.match(line) for line in _LINE_BREAK.split(text))


def read(document: Document) -> Reading:
    """What the tasks say. Raises ImportFault."""
    if document.is_folder:
        raise document.fault("name one Markdown file in it.")
    remarks = Remarks("line")
    text = decoded(document, document.only)
    remarks.add(text.remark)
    tasks = _tasks(document, text.text, remarks)
    if not tasks:
        raise document.fault('there is no task in it, such as "- [x] Python".')
    claims = all_of(document, (claim for task in tasks for claim in _claims(task, remarks)), remarks)
    return Reading(FORMAT, tuple(claims), remarks.all())


def _tasks(document: Document, text: str, remarks: Remarks) -> Sequence[_Task]:
    """The tasks outside of blocks of code, with what stands below each."""
    tasks: list[_Task] = []
    fence, is_below = "", False
    for number, line in enumerate(_LINE_BREAK.split(text), start=1):
        if found := _FENCE.match(line):
            fence = "" if fence == found["fence"] else fence or found["fence"]
        elif fence or not line.strip():
            continue
        elif found := _TASK.fullmatch(line[:MAX_TEXT]):
            tasks.append(_Task(number, found["box"], found["body"], _depth(found["lead"])))
            is_below = True
            if len(line) > MAX_TEXT:
                remarks.of_row("", number, f"only the first {MAX_TEXT:,} characters were read")
            if len(tasks) > MAX_TASKS:
                raise document.fault(f"there are more than {MAX_TASKS:,} tasks.")
        elif is_below:
            is_below = _take(tasks[-1], line)
    return tasks


def _take(task: _Task, line: str) -> bool:
    """Take a line that stands below a task; False where it stands no further in than the task, and so not below it."""
    lead = line[: len(line) - len(line.lstrip(" \t>"))]
    if _depth(lead) <= task.depth:
        return False
    if found := _BELOW.fullmatch(line[:MAX_TEXT]):
        (task.notes if found["what"] == "Note" else task.evidence).append(unescaped(found["text"] or ""))
    return True


def _depth(lead: str) -> int:
    return len(lead.replace(">", "").replace("\t", "    "))


def _claims(task: _Task, remarks: Remarks) -> Iterator[Claim]:
    line = parts_of(task.body)
    status = _BOXES.get(task.box)
    if status is not Status.DONE and line.is_waived:
        status = Status.WAIVED
    elif status is None and line.is_started:
        status = Status.STARTED
    if task.box not in _BOXES:
        remarks.of_row("", task.line, "left out: the box says neither done nor open")
    elif status is Status.WAIVED and not line.is_waived:
        remarks.of_row("", task.line, "left out: dropped and not waived")
    elif not (line.title or line.id):
        remarks.of_row("", task.line, "left out: no name")
    else:
        found = tuple(told(_claim(task, line, status), pieces_in("\n".join(task.evidence))))
        if not found:
            remarks.of_row("", task.line, OPEN_ONLY)
        yield from found


def _claim(task: _Task, line: TaskLine, status: Status | None) -> Claim:
    entry = Entry({"title": line.title, "id": line.id, "note": "\n".join(task.notes), **line.days})
    id_ = entry.words("id")
    return Claim(
        ClaimKind.MILESTONE,
        entry.words("title") or id_,
        f"line {task.line}",
        status,
        text=line.text,
        id=id_,
        level=level_alone(line.level),
        since=entry.day("start"),
        on=entry.day("completion"),
        until=entry.day("expires"),
        due=entry.day("due"),
        note=entry.text("note", longest=LONGEST_NOTE),
        reason=line.reason,
        remark=entry.remark,
    )
