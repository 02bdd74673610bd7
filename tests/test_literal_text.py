"""Text from data reaches a widget as text: no call of the app gives Textual a `str` that it would read as markup.

Textual parses markup in the strings that it is given for widgets, borders, tooltips and messages. So
whatever is not written out in the source has to be `Content` there, and a message says `markup=False`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.test_house import SRC, source_files

WIDGETS = frozenset(
    {
        *("Static", "Label", "Button", "Checkbox", "RadioButton", "Collapsible", "Placeholder", "Option", "Selection"),
        *("TabPane", "Tab", "ListItem", "Tree", "Digits", "Link", "Hit", "DiscoveryHit", "Tooltip", "Markdown"),
    }
)
"""Classes whose text is markup when it is a `str`; what is not in use yet is among them, so that it cannot slip in."""
TEXT_OF = {"Hit": 1, "DiscoveryHit": 0}
"""Where the text stands among the arguments, when it is not the first; in a tree it is a `Content` too."""
ATTRIBUTES = frozenset({"border_title", "border_subtitle", "tooltip", "label", "prompt", "placeholder_text"})
SAFE = frozenset({"Content", "Text"})


def returned(tree: ast.Module) -> dict[str, set[str]]:
    """Names of functions, methods and properties, to what they are annotated to return."""
    found: dict[str, set[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            found.setdefault(node.name, set()).add(ast.unparse(node.returns) if node.returns else "")
    return found


def safe_in(returns: dict[str, set[str]]) -> frozenset[str]:
    return frozenset(name for name, found in returns.items() if found <= SAFE)


@cache
def everywhere() -> dict[str, set[str]]:
    """What the functions of the whole app return."""
    merged: dict[str, set[str]] = {}
    for tree in parsed().values():
        for name, found in returned(tree).items():
            merged.setdefault(name, set()).update(found)
    return merged


def content_makers(tree: ast.Module) -> frozenset[str]:
    """Names that stand for Content in a file: by its own functions, else by those of all others of that name."""
    own = returned(tree)
    return safe_in(own) | (safe_in(everywhere()) - own.keys())


def is_literal(node: ast.expr, makers: frozenset[str]) -> bool:
    """True for what Textual cannot take for markup of somebody else's: written out here, or Content."""
    match node:
        case ast.Constant(value=text):
            safe = text is None or (isinstance(text, str) and "[" not in text)
        case ast.Call(func=ast.Attribute(value=ast.Name(id=owner), attr=name), args=args) if owner in SAFE:
            safe = name != "from_markup" or isinstance(args[0], ast.Constant)
        case ast.Call(func=ast.Name(id=name)):
            safe = name in SAFE | makers
        case ast.Call(func=ast.Attribute(attr=name)) | ast.Attribute(attr=name):
            safe = name in makers
        case ast.IfExp(body=body, orelse=other):
            safe = is_literal(body, makers) and is_literal(other, makers)
        case _:
            safe = False
    return safe


def offences(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and source of each place where Textual gets a `str` that is not written out there."""
    makers = content_makers(tree)
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=name), args=args) if name in WIDGETS:
                place = TEXT_OF.get(name, 0)
                given = [args[place]] if len(args) > place else []
            case ast.Call(func=ast.Attribute(attr="notify"), keywords=keywords):
                off = any(one.arg == "markup" and ast.unparse(one.value) == "False" for one in keywords)
                given = [] if off else [node]
            case ast.Call(func=ast.Attribute(value=owner, attr="update"), args=[first, *_]) if is_widget(owner):
                given = [first]
            case ast.Assign(targets=[ast.Attribute(attr=name)], value=value) if name in ATTRIBUTES:
                given = [value]
            case ast.Call(func=ast.Attribute(attr="from_markup"), args=[first, *_]):
                given = [] if isinstance(first, ast.Constant) else [first]
            case _:
                continue
        yield from ((one.lineno, ast.unparse(one)) for one in given if not is_literal(one, makers))


def is_widget(owner: ast.expr) -> bool:
    """True where `update` may be a widget's: not of a dictionary, which is called by a private or a local name."""
    return not (isinstance(owner, ast.Attribute) and owner.attr.startswith("_"))


@cache
def parsed() -> dict[Path, ast.Module]:
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in source_files("src/mltrack/tui")}


def test_nothing_but_content_and_words_of_the_source_reach_a_widget() -> None:
    assert len(parsed()) > 50
    found = [
        f"{path.relative_to(SRC)}:{line}: {source}"
        for path, tree in parsed().items()
        for line, source in offences(tree)
    ]
    assert found == [], "\n".join(found)


@pytest.mark.parametrize(
    "line",
    [
        "Static(title)",
        "Static(f'Role {title}')",
        "Static('[b]Role[/b]')",
        "Label(str(error))",
        "Button(role.title if role else Content(''))",
        "self.query_one(Static).update(title)",
        "self.border_title = role.title",
        "widget.tooltip = f'{role.title}'",
        "self.notify(words)",
        "self.notify(words, markup=True)",
        "Content.from_markup(f'[b]{title}[/b]')",
        "Hit(score, entry.name, run)",
        "DiscoveryHit(entry.name, run)",
        "Option(title)",
    ],
)
def test_the_look_for_text_from_data_would_see_it(line: str) -> None:
    assert list(offences(ast.parse(line)))


@pytest.mark.parametrize(
    "line",
    [
        "Static(Content(title))",
        "Static(Content.assemble((title, 'bold')))",
        "Static('Choose a role')",
        "self.notify(words, markup=False)",
        "self.border_title = Content(title) if title else None",
        "self._names.update(names)",
        "Content.from_markup('[b]$title[/b]', title=title)",
        "Hit(score, Content(entry.name), run)",
    ],
)
def test_what_is_safe_is_let_through(line: str) -> None:
    assert not list(offences(ast.parse(line)))
