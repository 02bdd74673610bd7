"""The part of the app that wears what a person has set: colours, signs, keys, and the place that it opens with."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from contextlib import suppress
from fractions import Fraction
from typing import ClassVar

from textual import on, work
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.command import CommandPalette
from textual.filter import LineFilter, Monochrome, NoColor
from textual.keys import key_to_character
from textual.reactive import reactive
from textual.screen import ModalScreen, Screen
from textual.theme import Theme

from mltrack.core.effort import FEWEST_HOURS, MOST_HOURS
from mltrack.errors import MltrackError
from mltrack.session import Session
from mltrack.tui.ascii_lines import AsciiLines, takes_unicode, terminal_is_plain
from mltrack.tui.exchanging import ExchangingApp
from mltrack.tui.keymap import Command, Keymap, checked, commands, keys_of, keys_shown, shown, taken_by
from mltrack.tui.messages import ChangeSetting
from mltrack.tui.present.keys import OWN
from mltrack.tui.present.settings import CommandKeys, Wearing, key_refused
from mltrack.tui.present.words import at_home
from mltrack.tui.theme import DARK, LIGHT, PLAIN, THEMES, semantic_defaults
from mltrack.tui.widgets.place_bar import PLACES
from mltrack.tui.widgets.row_list import RowList

_KEYS = "keymap."
_KEEPING = "setting"


class SettingsApp(ExchangingApp):
    """Wears the settings, and changes them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "comma",
            "settings",
            "Settings",
            show=False,
            key_display=",",
            id="app.settings",
            tooltip="Colours, signs, hours a week and keys",
        ),
    ]

    plain: reactive[bool] = reactive(False, repaint=False)
    """True while screens are drawn in ASCII only."""
    worn: reactive[Wearing] = reactive(Wearing(), repaint=False)

    def __init__(self, session: Session, *, ascii: bool = False) -> None:  # noqa: A002 - as the option is called
        self.DEFAULT_MODE = session.settings().start_place  # type: ignore[misc]  # Textual asks the app, not its class
        super().__init__(session)
        for theme in THEMES:
            self.register_theme(theme)
        known = self.settings.theme in self.available_themes
        chosen = self.settings.theme if known else DARK.name
        self.theme = PLAIN.get(chosen, chosen) if self.console.color_system in {"standard", "windows"} else chosen
        self.stylesheet.set_variables(self.get_css_variables())
        self._ascii = True if ascii else self.settings.ascii
        self._no_colours = NoColor()
        self._ascii_lines = AsciiLines(strict=not takes_unicode())
        self.set_reactive(SettingsApp.plain, self._is_plain)
        self._own_keys, faults = checked(self.settings.keymap)
        self._named: dict[str, str] = {}
        OWN.set(self._named)
        self._name_keys()
        strange = [f"there is no theme '{self.settings.theme}'"] if self.settings.theme and not known else []
        self._faults: Sequence[str] = (*strange, *(f"keymap: {fault}" for fault in faults))
        self._said = ""
        self._is_looked_at = False
        self._theme_kept = self.theme

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The semantic colours, for themes that do not name them."""
        return semantic_defaults(self.current_theme)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What is done to every line on its way out."""
        filters = super().get_line_filters()
        if self.native_ansi_color:  # whose colours have no grey; Textual knows the theme too late to see that
            filters = [self._no_colours if isinstance(one, Monochrome) else one for one in filters]
        return [*filters, self._ascii_lines] if self.plain else filters

    def get_key_display(self, binding: Binding) -> str:
        """A key as help and the settings show it."""
        return binding.key_display or shown(binding.key)

    def on_mount(self) -> None:
        """Wear the keys, keep every theme that is chosen, and say what cannot be worn."""
        self.set_keymap(_texts(self._own_keys))
        self.theme_changed_signal.subscribe(self, self._theme_changed)
        if self.settings.problem:
            self.notify(at_home(self.settings.problem), severity="warning", timeout=12, markup=False)
        if self._faults:
            words = f"{at_home(self._file)} cannot be used in full, so defaults hold: {', '.join(self._faults)}."
            self.notify(words, severity="warning", timeout=15, markup=False)

    def settings_commands(self) -> Iterable[SystemCommand]:
        """What the palette offers for the look."""
        yield SystemCommand("Theme", "Change the colours", self.action_change_theme)
        for theme, words in ((DARK, "Dark"), (LIGHT, "Light")):
            yield SystemCommand(
                f"Theme: {words.lower()}", f"{words} colours", lambda name=theme.name: setattr(self, "theme", name)
            )

    # What is worn

    @property
    def _file(self) -> str:
        return str(self._session.places.settings) if self._session.places else ""

    @property
    def _is_plain(self) -> bool:
        return terminal_is_plain() if self._ascii is None else self._ascii

    def _look(self) -> None:
        """Show in the settings, where they are open, what is worn now."""
        if self._is_looked_at:
            self.worn = self._wearing()

    def _wearing(self) -> Wearing:
        ours = [theme.name for theme in THEMES]
        return Wearing(
            self.theme,
            [*ours, *sorted({*self.available_themes} - {*ours})],
            self._ascii,
            self.plain,
            self.weekly_hours,
            self.settings.start_place,
            dict(PLACES),
            [_with_keys(command, self._own_keys) for command in commands().values()],
            self._file,
            self._said,
        )

    def watch_plain(self) -> None:
        """Draw everything anew."""
        self.refresh(layout=True)
        for screen in self.screen_stack:
            for widget in screen.walk_children(with_self=True):
                widget.refresh()

    def watch_weekly_hours(self) -> None:
        """Show it in the settings, whoever has set it."""
        self._look()

    def _theme_changed(self, _: Theme) -> None:
        self._look()
        self._keep_theme()

    def _keep_theme(self) -> None:
        """Keep the theme that is worn, unless it is the one that was kept last."""
        if self.theme != self._theme_kept:
            self._theme_kept = self.theme
            self._keep_setting("theme", self.theme)

    @on(ChangeSetting)
    def _change(self, request: ChangeSetting) -> None:
        key, value = request.key, request.value
        if key == "theme":
            self.theme = str(value)
            self._keep_theme()
            return
        if key == "ascii":
            self._ascii = value if isinstance(value, bool) else None
            self.plain = self._is_plain
        elif key.startswith(_KEYS) and not self._give_keys(key.removeprefix(_KEYS), value):
            return
        self._keep_setting(key, value)

    def _give_keys(self, name: str, keys: str | bool | None) -> bool:
        """Give a command these keys, by default its usual ones; False, and why, where another one has them by now."""
        others = {one: held for one, held in self._own_keys.items() if one != name}
        if not isinstance(keys, str):
            for key in commands()[name].keys:
                if other := taken_by(others, name, key):
                    self.notify(key_refused(shown(key), other.name), severity="warning", markup=False)
                    return False
        self._own_keys, _ = checked(_texts(others) | ({name: keys} if isinstance(keys, str) else {}))
        self.set_keymap(_texts(self._own_keys))
        self._name_keys()
        for mode in self.MODES:
            with suppress(KeyError):  # a place that nobody has gone to so far
                self._say_anew(self.get_screen_stack(mode))
        return True

    def _say_anew(self, screens: Iterable[Screen[object]]) -> None:
        """Have what is written there name other keys."""
        for screen in screens:
            for widget in screen.walk_children():
                if isinstance(widget, RowList):
                    widget.rebuild()
                widget.refresh()

    def _name_keys(self) -> None:
        """Have sentences name the keys that the person has given."""
        self._named.clear()
        self._named.update({name: shown(keys[0]) for name, keys in self._own_keys.items()})

    @work(name=_KEEPING)
    async def _keep_setting(self, key: str, value: str | float | bool | None) -> None:
        async with self._turn:
            try:
                await asyncio.to_thread(self._session.keep, key, value)
                self._said = "✓ saved"
                if key == "hours_per_week" and isinstance(value, int | float):
                    self.weekly_hours = Fraction(str(value))
                self.settings = await asyncio.to_thread(self._session.settings)
            except MltrackError as error:
                self._said = "! not saved"
                self.notify(at_home(str(error)), title="Not saved", severity="warning", timeout=12, markup=False)
        self._look()

    async def wind_up(self) -> bool:
        """Let what was set reach the disk too."""
        keeping = [one for one in self.workers if one.name == _KEEPING]
        if keeping:  # for none, Textual would wait for all there are
            await self.workers.wait_for_complete(keeping)
        return await super().wind_up()

    # Asking

    @property
    def in_dialog(self) -> bool:
        """True over a dialog, which keeps its place; the palette is none, for it runs what works below it."""
        return isinstance(self.screen, ModalScreen) and not isinstance(self.screen, CommandPalette)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The settings open over a place, never over a dialog."""
        if action == "settings":
            return not self.in_dialog
        return super().check_action(action, parameters)

    async def action_settings(self) -> None:
        """Open the settings, ready for the next key."""
        from mltrack.tui.screens.settings import SettingsScreen

        self._said, self._is_looked_at = "", True
        self._look()

        def closed(_: None) -> None:
            self._is_looked_at = False
            self.call_later(self.come_forward)

        await self.push_screen(SettingsScreen().data_bind(SettingsApp.worn), closed)

    async def action_ask_key(self, name: str) -> None:
        """Ask for the key of a command."""
        from mltrack.tui.screens.settings import KeyQuestion

        def refused(key: str) -> str:
            other = taken_by(self._own_keys, name, key)
            return key_refused(shown(key), other.name) if other else ""

        def take(key: str | None) -> None:
            if key is not None:
                self.post_message(ChangeSetting(f"{_KEYS}{name}", _written(key) or None))

        await self.push_screen(KeyQuestion(_with_keys(commands()[name], self._own_keys), refused), take)

    def action_step_hours(self, steps: int) -> None:
        """An hour a week more or less."""
        hours = min(max(self.weekly_hours + steps, Fraction(FEWEST_HOURS)), Fraction(MOST_HOURS))
        self.keep_hours(int(hours) if hours.denominator == 1 else float(hours))

    def keep_hours(self, hours: float) -> None:
        """Keep so many hours a week, and reckon with them once they are kept."""
        self._keep_setting("hours_per_week", hours)


def _with_keys(command: Command, keymap: Keymap) -> CommandKeys:
    keys, usual = keys_of(command, keymap), command.keys
    return CommandKeys(
        command.id, command.name, command.words, keys_shown(keys), keys_shown(usual) if {*keys} != {*usual} else ""
    )


def _texts(keymap: Keymap) -> dict[str, str]:
    return {name: ",".join(keys) for name, keys in keymap.items()}


def _written(key: str) -> str:
    """A key as a person would write it in the file: its character, but for those that are hard to see there."""
    character = key_to_character(key) or ""
    return character if character.isprintable() and character not in {"", " ", ","} else key
