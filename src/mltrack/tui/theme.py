"""The themes: our own dark and light pair, and the semantic colours every theme gets.

`present` names colours only by meaning (`$milestone-done`, `$ready`, `$blocked`). Done is blue and
unfinished is orange, a pair that colour-blind eyes tell apart; a glyph and a word say it too.
"""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="mltrack-dark",
    primary="#6cb2ff",
    secondary="#8fa3bf",
    accent="#f2a65a",
    success="#7cc7a2",
    warning="#f2a65a",
    error="#ff8a80",
    foreground="#dfe5ee",
    background="#11151c",
    surface="#161b24",
    panel="#1e2531",
    dark=True,
    variables={
        "milestone-done": "#6cb2ff",
        "milestone-started": "#f2a65a",
        "milestone-waived": "#b9a3e3",
        "milestone-lapsed": "#ff8a80",
        "ready": "#7cc7a2",
        "blocked": "#f2a65a",
        "quiet": "#98a6bc",
        "faint": "#4a5568",
        "row-cursor": "#263650",
        "row-cursor-text": "#f4f7fb",
        "row-cursor-away": "#1c2431",
        "border": "#5686c4",
        "border-blurred": "#2a3342",
        "footer-key-foreground": "#f2a65a",
        "footer-background": "#161b24",
        "input-selection-background": "#6cb2ff 30%",
        "scrollbar": "#2f3a4b",
        "scrollbar-background": "#161b24",
    },
)

LIGHT = Theme(
    name="mltrack-light",
    primary="#0a5cad",
    secondary="#4d5d73",
    accent="#9c4a00",
    success="#1b6e45",
    warning="#9c4a00",
    error="#b3261e",
    foreground="#1c232e",
    background="#f6f4ef",
    surface="#fdfcf9",
    panel="#ece8df",
    dark=False,
    variables={
        "milestone-done": "#0a5cad",
        "milestone-started": "#9c4a00",
        "milestone-waived": "#6a3fa0",
        "milestone-lapsed": "#b3261e",
        "ready": "#1b6e45",
        "blocked": "#9c4a00",
        "quiet": "#566274",
        "faint": "#b9b4a8",
        "row-cursor": "#cfe2f6",
        "row-cursor-text": "#10161f",
        "row-cursor-away": "#e9e6de",
        "border": "#0a5cad",
        "border-blurred": "#cfcabf",
        "footer-key-foreground": "#9c4a00",
        "footer-background": "#ece8df",
        "input-selection-background": "#0a5cad 25%",
        "scrollbar": "#c9c4b8",
        "scrollbar-background": "#f1eee7",
    },
)

THEMES = (DARK, LIGHT)

PLAIN = {DARK.name: "ansi-dark", LIGHT.name: "ansi-light"}
"""What stands in for our own themes in a terminal of 16 colours: the colours that its person has chosen for it."""


def semantic_defaults(theme: Theme) -> dict[str, str]:
    """The semantic colours for a theme that does not name them: Textual's own, and themes of others."""
    return {
        "milestone-done": theme.primary,
        "milestone-started": theme.warning or theme.accent or theme.primary,
        "milestone-waived": theme.secondary or theme.primary,
        "milestone-lapsed": theme.error or theme.primary,
        "ready": theme.success or theme.primary,
        "blocked": theme.warning or theme.primary,
        "quiet": "ansi_bright_black" if theme.ansi else "#8d9bb0" if theme.dark else "#566274",
        "faint": "ansi_bright_black" if theme.ansi else "#4a5568" if theme.dark else "#b9b4a8",
        "row-cursor": "ansi_blue" if theme.ansi else f"{theme.primary} 30%",
        "row-cursor-text": "ansi_bright_white"
        if theme.ansi
        else theme.foreground or ("#ffffff" if theme.dark else "#000000"),
        "row-cursor-away": "ansi_bright_black" if theme.ansi else f"{theme.primary} 12%",
    }
