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
and `- Evidence: text`, one piece of it; both escaped like the title.
"""
