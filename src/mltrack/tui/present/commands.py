"""What commands are for, in words: the headings that help and the settings list them under."""

from __future__ import annotations

from textual.content import Content

_NAME = 32
"""Width of the column of names in the palette."""
_KEY = 6
"""Width of its column of keys."""

_TITLES = {
    "milestone": "On a milestone",
    "milestones": "The list of milestones",
    "role": "On a role",
    "page": "The page of a role",
    "compare": "Roles side by side",
    "graph": "Before and after",
    "plan": "The plan",
    "summary": "The summary",
    "paths": "The paths",
    "import": "What a file says",
    "posting": "What a job posting asks for",
    "export": "Export",
    "place": "In a place",
    "list": "Moving in a list",
    "app": "Everywhere",
}
"""By the first part of a command's id, in the order of the headings."""


def group_title(command_id: str) -> str:
    """The heading over a command."""
    noun = command_id.partition(".")[0]
    return _TITLES.get(noun) or noun.replace("-", " ").capitalize()


def group_order(command_id: str) -> int:
    """The place of a command's heading: what is particular comes before what works everywhere."""
    noun, nouns = command_id.partition(".")[0], list(_TITLES)
    return nouns.index(noun) if noun in nouns else -1


def command_line(name: str, words: str, key: str) -> Content:
    """A line of the palette: a name, what it does or is, and its key."""
    if not key:  # a title may be long
        return Content.assemble((name.ljust(_NAME + _KEY + 1), "bold"), " ", (words, "$quiet"))
    shown = Content.styled(name, "bold").truncate(_NAME, ellipsis=True, pad=True)
    return Content.assemble(shown, " ", (key.ljust(_KEY), "bold $footer-key-foreground"), " ", (words, "$quiet"))
