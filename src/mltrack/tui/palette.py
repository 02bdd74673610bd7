"""The command palette: every command of the app by its words, and a jump to any role, milestone or source.

Commands come from the bindings, so there is no second list of them. Those of another place, or of
the other pane, lead there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, partial

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.message import Message

from mltrack.core.records import dataclass
from mltrack.core.snapshot import Snapshot
from mltrack.tui.keymap import Command, commands, homes_of
from mltrack.tui.messages import RunCommand, ShowMilestone, ShowRole
from mltrack.tui.present.commands import command_line, group_order
from mltrack.tui.widgets.place_bar import PLACES

_FUZZY = 3
"""Letters from which something is looked for that holds them in their order, where no word fits."""
_RECENT = 5


@dataclass(frozen=True, slots=True)
class _Entry:
    """Something that can be chosen."""

    name: str
    names: tuple[str, ...]
    """What it is also called."""
    words: str
    """What it does or is."""
    key: str
    rank: float
    """Which of two that fit alike comes first: 1 for the first of all, 0 for the last."""
    run: Callable[[], object]
    is_place: bool = False
    """True for what is gone to, False for what is done."""

    @property
    def tag(self) -> str:
        """What it is remembered by: a role may be called like a milestone, and a command tells where it works."""
        return f"{self.words}: {self.name}" if self.is_place else self.name


class Palette(Provider):
    """What can be done and gone to, for those who would rather type its name."""

    async def discover(self) -> Hits:
        """Before anything is typed: what was chosen before, then every command, those of here first."""
        recent: list[str] = getattr(self.app, "recent", [])
        found = list(self._commands())
        known = [*found, *self._jumps()] if recent else found
        first = [entry for tag in recent[:_RECENT] for entry in known if entry.tag == tag][:_RECENT]
        for entry in (*first, *(entry for entry in found if entry not in first)):
            yield DiscoveryHit(_line(entry), partial(self._chosen, entry), text=entry.name)

    async def search(self, query: str) -> Hits:
        """What holds the words, in whatever order; where nothing does, what holds the letters in their order."""
        entries = [*self._commands(), *self._jumps()]
        words = query.casefold().split()
        scored = [(_score(entry, words, query.casefold().strip()), entry) for entry in entries]
        if not any(score for score, _ in scored) and len(query) >= _FUZZY:
            matcher = self.matcher(query)
            scored = [(max(map(matcher.match, entry.names)), entry) for entry in entries]
        for score, entry in scored:
            if score:
                yield Hit(score + entry.rank, _line(entry), partial(self._chosen, entry), text=entry.name)

    async def _chosen(self, entry: _Entry) -> None:
        recent: list[str] = getattr(self.app, "recent", [])
        recent[:] = [entry.tag, *(tag for tag in recent if tag != entry.tag)]
        result = entry.run()
        if hasattr(result, "__await__"):
            await result

    def _commands(self) -> Iterator[_Entry]:
        live = list(self._live())
        yield from sorted(live, key=lambda entry: -entry.rank)
        for title, words, run, *_ in self.app.get_system_commands(self.screen):
            yield _Entry(title, (title,), words, "", 0.5, run)
        yield from self._elsewhere({entry.name for entry in live})

    def _live(self) -> Iterator[_Entry]:
        """What works where one stands."""
        seen: set[str] = set()
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if binding.id is None or not active.enabled or binding.action in seen or _is_mere_moving(binding.id):
                continue
            seen.add(binding.action)
            rank = 1 - (1 + group_order(binding.id)) / 100
            run = partial(self.app.run_action, binding.action, active.node)
            words = binding.tooltip or binding.description
            yield _Entry(
                binding.description, (binding.description,), words, self.app.get_key_display(binding), rank, run
            )

    def _elsewhere(self, here: Iterable[str]) -> Iterator[_Entry]:
        """What works in another place, or in the other pane."""
        known = set(here)
        for command, place in self._homes:
            if command.name in known or not place or _is_mere_moving(command.id):
                continue
            known.add(command.name)
            words = f"In {dict(PLACES)[place]}: {command.words[:1].lower()}{command.words[1:]}"
            run = partial(self._post, partial(RunCommand, command.id, place))
            yield _Entry(command.name, (command.name,), words, "", 0.3, run)

    @cached_property
    def _homes(self) -> Sequence[tuple[Command, str]]:
        """Every command and the place to go to for it: they stay the same while the palette is open."""
        return [(command, self._home(command, homes_of(command))) for command in commands().values()]

    def _home(self, command: Command, homes: Sequence[str]) -> str:
        """The place to go to for a command: this one, the one that is named for it, or the first."""
        noun = command.id.partition(".")[0]
        preferred = (self.app.current_mode, noun, f"{noun}s", *homes)
        return next((place for place in preferred if place in homes), "")

    def _jumps(self) -> Iterator[_Entry]:
        """Roles, milestones and sources; their titles are literal text."""
        snapshot = getattr(self.screen, "snapshot", None)
        if not isinstance(snapshot, Snapshot):
            return
        catalog = snapshot.catalog
        for role in catalog.roles.values():
            run = partial(self._post, partial(ShowRole, role.id))
            yield _Entry(role.title, (role.title, *role.aliases), "role", "", 0.4, run, is_place=True)
        for one in catalog.milestones.values():
            run = partial(self._post, partial(ShowMilestone, one.id))
            yield _Entry(one.title, (one.title, *one.aliases), one.kind.value, "", 0.2, run, is_place=True)
        for source in catalog.sources.values():
            open_source = partial(self.app.run_action, f"app.read_source('{source.id}')")  # an id is a slug
            names = (source.title, source.publisher or "")
            words = f"source, {source.publisher or 'publisher not stated'}"
            yield _Entry(source.title, names, words, "", 0, open_source, is_place=True)

    def _post(self, message: Callable[[], Message]) -> None:
        self.app.post_message(message())


def _is_mere_moving(command_id: str) -> bool:
    return command_id == "app.palette" or command_id.startswith("list.")


def _line(entry: _Entry) -> Content:
    return command_line(entry.name, entry.words, entry.key)


def _score(entry: _Entry, words: Sequence[str], query: str) -> float:
    """How well an entry fits; 0 where it does not hold every word."""
    best = 0.0
    for name in map(str.casefold, entry.names):
        if name == query:
            best = max(best, 100)
        elif name.startswith(query):
            best = max(best, 90)
        elif all(any(part.startswith(word) for part in name.split()) for word in words):
            best = max(best, 80)
        elif all(word in name for word in words):
            best = max(best, 60)
    whole = f"{entry.name} {entry.words}".casefold()
    return best or (40 if all(word in whole for word in words) else 0)
