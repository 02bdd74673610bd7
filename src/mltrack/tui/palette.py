"""The command palette: every key that works now, and a jump to any role or milestone.

Commands come from the live bindings, so there is no second list of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.message import Message

from mltrack.core.snapshot import Snapshot
from mltrack.tui.messages import ShowMilestone, ShowRole


class Commands(Provider):
    """What the keys do here, for those who would rather type its name."""

    async def discover(self) -> Hits:
        """Every command, before anything is typed."""
        for name, words, run in self._commands():
            yield DiscoveryHit(Content(name), run, text=name, help=words)

    async def search(self, query: str) -> Hits:
        """The commands that match."""
        matcher = self.matcher(query)
        for name, words, run in self._commands():
            if score := matcher.match(name):
                yield Hit(score, Content(name), run, text=name, help=words)

    def _commands(self) -> Iterator[tuple[str, str, Callable[[], object]]]:
        seen: set[str] = set()
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if binding.id is None or not active.enabled or binding.action in seen:
                continue
            if binding.id == "app.palette" or binding.id.startswith("list."):
                continue
            seen.add(binding.action)
            key = self.app.get_key_display(binding)
            words = f"{binding.tooltip or binding.description} (key {key})"
            yield binding.description, words, partial(self.app.run_action, binding.action, active.node)


class Jump(Provider):
    """Roles and milestones by name."""

    async def search(self, query: str) -> Hits:
        """The roles and milestones whose title or another name matches; titles are literal text."""
        snapshot = getattr(self.screen, "snapshot", None)
        if not isinstance(snapshot, Snapshot):
            return
        matcher = self.matcher(query)
        for title, names, noun, message in _places(snapshot):
            score = max(matcher.match(name) for name in names)
            if score > 0:
                yield Hit(score, Content(title), partial(self._post, message), text=title, help=noun)

    def _post(self, message: Callable[[], Message]) -> None:
        self.app.post_message(message())


def _places(snapshot: Snapshot) -> Iterator[tuple[str, tuple[str, ...], str, Callable[[], Message]]]:
    for role in snapshot.catalog.roles.values():
        yield role.title, (role.title, *role.aliases), "role", partial(ShowRole, role.id)
    for milestone in snapshot.catalog.milestones.values():
        names = (milestone.title, *milestone.aliases)
        yield milestone.title, names, milestone.kind.value, partial(ShowMilestone, milestone.id)
