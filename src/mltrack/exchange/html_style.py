"""How the report looks: on screens wide and narrow, light and dark, and on paper.

The colours are those of the app (`tui/theme.py`): done is blue and unfinished is orange, a pair that
colour-blind eyes tell apart. It names no file and no address, so a page with it loads nothing.
"""

from __future__ import annotations

from typing import Final

STYLE: Final = """
:root {
  --paper: #f6f4ef; --card: #fdfcf9; --ink: #1c232e; --quiet: #566274; --line: #d9d4c8; --faint: #ece8df;
  --done: #0a5cad; --open: #9c4a00; --ready: #1b6e45; --waived: #6a3fa0; --wash: #cfe2f6;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #11151c; --card: #161b24; --ink: #dfe5ee; --quiet: #98a6bc; --line: #2f3a4b; --faint: #1e2531;
    --done: #6cb2ff; --open: #f2a65a; --ready: #7cc7a2; --waived: #b9a3e3; --wash: #263650;
  }
}
* { box-sizing: border-box; }
html { background: var(--paper); -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0 auto; max-width: 60rem; padding: 3.5rem 2rem 4rem; color: var(--ink);
  font: 15px/1.5 -apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  font-variant-numeric: tabular-nums lining-nums; overflow-wrap: break-word;
}
h1, h2 {
  font-family: Charter, "Bitstream Charter", "Iowan Old Style", "Palatino Linotype", P052, Georgia, serif;
  font-weight: 600; line-height: 1.15; letter-spacing: -0.01em; text-wrap: balance;
}
h1 { font-size: 2.6rem; margin: 0.2rem 0 0.6rem; }
h2 { font-size: 1.5rem; margin: 0 0 1.1rem; }
h3 { font-size: 1rem; margin: 0; }
h4 { font-size: 0.8125rem; margin: 0 0 0.5rem; color: var(--quiet); font-weight: 600; }
p { margin: 0 0 0.6rem; }
b, th { font-weight: 600; }
a { color: var(--done); text-decoration-thickness: 1px; text-underline-offset: 2px; }
.name { color: var(--quiet); font-size: 0.8125rem; letter-spacing: 0.04em; margin: 0; }
.lead { font-size: 1.125rem; color: var(--quiet); max-width: 44rem; margin: 0; text-wrap: pretty; }
.aside, figcaption p { color: var(--quiet); font-size: 0.8125rem; font-weight: 400; }
main > section { border-top: 1px solid var(--line); margin-top: 2.75rem; padding-top: 1.75rem; }
section > p { max-width: 46rem; }
footer {
  border-top: 1px solid var(--line); margin-top: 3rem; padding-top: 1rem; color: var(--quiet); font-size: 0.8125rem;
}
footer p { max-width: 46rem; }
ul, ol { margin: 0; padding: 0; list-style: none; }
svg { display: block; overflow: visible; }
svg text { fill: var(--quiet); font-size: 11px; }

.target { padding: 0 0 1.75rem; }
.target + .target { border-top: 1px solid var(--line); padding-top: 1.5rem; }
.target:last-of-type { padding-bottom: 0.9rem; }
.row { display: flex; flex-wrap: wrap; gap: 0 1rem; justify-content: space-between; align-items: baseline; }
.row h3 { font-size: 1.125rem; }
.row p { margin: 0; }
.standing { display: grid; grid-template-columns: 5.5rem 1fr; align-items: center; margin: 0.6rem 0 0.9rem; }
.standing p { margin: 0.35rem 0 0; }
.standing .share { font-size: 2rem; line-height: 1; margin: 0; }
.columns { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1.1rem; margin-top: 1.1rem; }
.columns > section > ul { columns: 2; column-gap: 2.5rem; }
.columns > section > ul > li { position: relative; padding: 0 0 0.55rem 1.5rem; break-inside: avoid; }
.sign { position: absolute; left: 0; color: var(--open); }
.met .sign { color: var(--done); }
.waived > .sign { color: var(--waived); }
.label { font-weight: 600; }
.met .label { font-weight: 400; }
.way { margin: 0; color: var(--quiet); font-size: 0.8125rem; line-height: 1.45; }
.way p { margin: 0; }
.way ul { padding-left: 0.9rem; list-style: "– "; }

.steps { counter-reset: step; display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 0.9rem 2.5rem; }
.steps li { counter-increment: step; position: relative; padding-left: 1.9rem; break-inside: avoid; }
.steps li::before {
  content: counter(step); position: absolute; left: 0; width: 1.2rem; text-align: right; color: var(--quiet);
}

table { border-collapse: collapse; width: 100%; margin: 1.1rem 0 0.8rem; }
th, td {
  text-align: left; vertical-align: baseline; padding: 0.4rem 1rem 0.4rem 0; border-bottom: 1px solid var(--faint);
}
th:last-child, td:last-child { padding-right: 0; }
thead th, thead td {
  border-bottom-color: var(--line); font-size: 0.8125rem; color: var(--quiet); vertical-align: bottom;
}
tr { break-inside: avoid; }
tbody th, tbody td { overflow-wrap: anywhere; }
thead th { white-space: nowrap; }
td .aside, th .aside { display: block; margin: 0; line-height: 1.4; }
.number { text-align: right; white-space: nowrap; }
.tag { color: var(--open); font-weight: 400; font-size: 0.8125rem; }
.roles th[scope=row] { font-weight: 400; }
.roles td { white-space: nowrap; }
.roles .bar { width: 30%; vertical-align: middle; }
.roles .group th {
  border-bottom-color: var(--line); padding-top: 1.1rem; color: var(--quiet); font-size: 0.8125rem;
}
.figures .number { text-align: left; }
.plan th[scope=row] { width: 33%; }
.plan .bar { position: relative; width: 42%; }
.plan .bars { position: absolute; top: 0; left: 0; }
.plan .bars { width: calc(100% - 1rem); }
.plan .days, .plan .effort { font-size: 0.8125rem; white-space: nowrap; }
.plan .days p { margin: 0; }
.plan .days .due { white-space: normal; }
.plan p.due { margin: 0; color: var(--open); }

.done, .critical { fill: var(--done); color: var(--done); }
.critical-late { fill: var(--done); fill-opacity: 0.28; }
.slack { fill: var(--quiet); }
.slack-late { fill: var(--quiet); fill-opacity: 0.28; }
.part { fill: var(--done); }
.empty { fill: var(--faint); stroke: var(--quiet); stroke-opacity: 0.5; stroke-width: 1px; }
.track { fill: var(--line); }
.waived { fill: none; stroke: var(--waived); }
.waive-line { fill: var(--waived); }
.grid { stroke: var(--faint); stroke-width: 1px; }
.axis { stroke: var(--line); stroke-width: 1px; }
.aim { stroke: var(--open); stroke-width: 1.5px; stroke-dasharray: 2 3; }
.now { stroke: var(--ink); stroke-width: 1px; }
.goal { stroke: var(--open); stroke-width: 1px; stroke-dasharray: 5 4; }
svg .goal-name, svg .aim-name, svg text.due { fill: var(--open); }
svg .now-name { fill: var(--ink); }
.done-area { fill: var(--done); fill-opacity: 0.16; }
.done-edge { fill: none; stroke: var(--done); stroke-width: 2px; vector-effect: non-scaling-stroke; }
.ahead-area { fill: var(--open); fill-opacity: 0.14; }
.ahead-edge {
  fill: none; stroke: var(--open); stroke-width: 1.5px; stroke-dasharray: 4 3; vector-effect: non-scaling-stroke;
}
.heat0 { fill: var(--line); }
.heat1, .heat2, .heat3, .heat4 { fill: var(--done); }
.heat1 { fill-opacity: 0.55; }
.heat2 { fill-opacity: 0.7; }
.heat3 { fill-opacity: 0.85; }
.ring { fill: none; stroke: var(--open); stroke-width: 1.5px; }

.cards { display: grid; grid-template-columns: repeat(4, 1fr); gap: 1.25rem; margin: 0 0 2.25rem; }
.cards dt { color: var(--quiet); font-size: 0.8125rem; }
.cards dd { margin: 0; }
.cards .figure { font-size: 1.6rem; font-weight: 600; line-height: 1.3; }
figure { margin: 0 0 2.5rem; break-inside: avoid; }
figure:last-child { margin-bottom: 0; }
figcaption { margin-bottom: 0.9rem; }
figcaption p { margin: 0.15rem 0 0; max-width: 46rem; }
svg.plot { margin: 1.5rem 0 0 2.6rem; width: calc(100% - 2.6rem); }
.year { display: flex; flex-wrap: wrap; gap: 0.75rem 0; }
.year svg { max-width: 100%; height: auto; }
.multiples p { margin: 0; }
.multiples { display: grid; grid-template-columns: repeat(auto-fit, minmax(17rem, 1fr)); gap: 1.5rem 2.5rem; }
.legend {
  display: flex; flex-wrap: wrap; gap: 0.15rem 1.1rem; margin: 0.8rem 0; color: var(--quiet); font-size: 0.8125rem;
}
.legend svg { display: inline-block; vertical-align: -2px; }

@media (max-width: 44rem) {
  body { padding: 1.75rem 1.1rem 2.5rem; }
  h1 { font-size: 2rem; }
  .lead { font-size: 1rem; }
  .steps { grid-template-columns: minmax(0, 1fr); }
  .columns > section > ul { columns: 1; }
  .cards { grid-template-columns: 1fr 1fr; }
  .minor, .wide { display: none; }
  .standing { grid-template-columns: 4.5rem 1fr; }
  .plan thead th, .figures thead, .roles thead { display: none; }
  .plan thead th.bar { display: block; }
  .plan tr {
    display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 1rem; padding: 0.7rem 0;
    border-bottom: 1px solid var(--faint);
  }
  .plan th, .plan td, .figures th, .figures td { display: block; padding: 0; border: 0; }
  .plan th[scope=row], .plan td.bar, .plan thead th.bar { grid-column: 1 / -1; width: auto; }
  .plan td.bar { height: 34px; }
  .plan .bars { width: 100%; }
  .plan .effort { text-align: right; }
  .figures tr { display: block; padding: 0.7rem 0; border-bottom: 1px solid var(--faint); }
  .roles tr {
    display: grid; grid-template-columns: 2.6rem minmax(0, 1fr) minmax(0, 9rem); gap: 0 0.8rem; padding: 0.45rem 0;
  }
  .roles tr + tr { border-bottom: 1px solid var(--faint); }
  .roles th, .roles td { padding: 0; border: 0; }
  .roles th { grid-column: 1 / -1; }
  .roles tr.group { border-bottom: 1px solid var(--line); }
  .roles .bar { width: auto; align-self: center; }
  .roles td { white-space: normal; font-size: 0.8125rem; }
}
@media print {
  @page { size: A4; margin: 16mm 15mm; }
  html { background: none; }
  body {
    padding: 0; max-width: none; font-size: 9.5pt; print-color-adjust: exact; -webkit-print-color-adjust: exact;
  }
  h2, h3, h4, figcaption, .row, .standing, .target > p { break-after: avoid; }
  .year { flex-wrap: nowrap; }
  .year svg { width: 50%; }
  .multiples { grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr)); }
  .roles .bar { width: 20%; }
  main > section { margin-top: 1.6rem; padding-top: 1.1rem; }
  a { color: inherit; text-decoration: none; }
}
"""
