"""The bindings of the keys that act on a milestone, in the order in which the key bar shows them."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from mltrack.core.requirements import Level
from mltrack.tui.widgets.key_bar import RARE

_MAC_KEYS = ("inverted_exclamation_mark", "trade_mark_sign", "pound_sign", "cent_sign")

MILESTONE_BINDINGS: list[BindingType] = [
    Binding("space", "tick", "Tick", id="milestone.tick", tooltip="Mark as done, or as open again"),
    Binding("s", "start", "Start", id="milestone.start", tooltip="Mark as started, or as open again"),
    Binding("plus", "level(1)", "Level", key_display="+ -", id="milestone.level", tooltip="Raise or lower a skill"),
    Binding("equals_sign", "level(1)", "Level up", show=False),
    Binding("minus", "level(-1)", "Level down", show=False),
    Binding(
        "w",
        "waive",
        "Waive",
        id="milestone.waive",
        priority=True,
        tooltip="Mark as not needed, and say why",
        group=RARE,
    ),
    Binding("n", "ask('edit_note')", "Note", id="milestone.note", priority=True, tooltip="Write a note"),
    Binding(
        "h",
        "ask('ask_time')",
        "Time",
        id="milestone.log",
        priority=True,
        tooltip="Log time spent, like 1h30m chapter 3",
    ),
    Binding("d", "due", "Due", id="milestone.due", priority=True, tooltip="Set a day by which it is to be done"),
    Binding(
        "e",
        "ask('ask_evidence')",
        "Evidence",
        id="milestone.evidence",
        priority=True,
        tooltip="Add evidence: a link, or words such as where a certificate lies",
        group=RARE,
    ),
    Binding(
        "D",
        "done_on",
        "Done on",
        id="milestone.day",
        priority=True,
        tooltip="Mark as done on an earlier day",
        group=RARE,
    ),
    Binding(
        "E",
        "ask('ask_effort')",
        "Effort",
        id="milestone.effort",
        priority=True,
        tooltip="Say what you expect it to take, like 30-50h or 6 months",
        group=RARE,
    ),
    Binding(
        "i",
        "source",
        "Source",
        id="milestone.source",
        tooltip="Who says so, where, and who says otherwise",
        group=RARE,
    ),
    Binding(
        "b",
        "graph",
        "Before/after",
        id="milestone.graph",
        tooltip="What comes first, and what it opens",
        group=RARE,
    ),
    Binding(
        "delete,backspace",
        "remove",
        "Remove",
        key_display="del",
        id="milestone.remove",
        tooltip="Remove this entry of evidence or time; u brings it back",
    ),
    *(
        Binding(
            f"alt+{level.rank}",
            f"set_level({level.rank})",
            level.value.title(),
            show=False,
            id=f"milestone.level-{level.rank}",
            tooltip=f"Done at level {level.rank}, {level.value}",
        )
        for level in Level
    ),
    # Terminals without an extended keyboard protocol send alt and a digit as ESC and the digit,
    # which Textual reads as the character that option and the digit type on a Mac.
    *(
        Binding(key, f"set_level({level.rank})", level.value.title(), show=False)
        for level, key in zip(Level, _MAC_KEYS, strict=True)
    ),
]
