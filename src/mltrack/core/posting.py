"""A job posting to a draft of a role: what it asks for, how firmly and how well, with its own words for each.

Nothing is guessed beyond the words: what the catalog does not have is told as unknown. The parts:
`posting_text` strips, `posting_sections` cuts, `posting_names` and its neighbours find,
`posting_wording` weighs, `posting_lists` sees alternatives.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from mltrack.core.catalog import Catalog
from mltrack.core.entries import Kind, Strength
from mltrack.core.posting_certificates import CertificateFinder
from mltrack.core.posting_deeds import DeedFinder
from mltrack.core.posting_degrees import DegreeFinder
from mltrack.core.posting_draft import MAX_CHARS, Draft, Line, Manner, Words, Years, label_of
from mltrack.core.posting_headings import Section
from mltrack.core.posting_lists import grouped
from mltrack.core.posting_names import Mention, NameIndex
from mltrack.core.posting_sections import Statement, statements
from mltrack.core.posting_text import folded, posting_text
from mltrack.core.posting_title import seniority_of, title_of
from mltrack.core.posting_wording import Wording
from mltrack.core.posting_years import ExperienceFinder
from mltrack.core.requirements import BARE_LEVEL, AnyOf, Has, Level, Requirement, leaves

_MOST_LINES: Final = 300
_MOST_WORDS: Final = 20
"""Sentences that are kept for one line."""
_MOST_YEARS: Final = 6
"""Spans of years in one sentence that are looked at."""
_MOST_UNKNOWN: Final = 100
_FIRMNESS: Final = list(Strength)
_ASKING: Final = frozenset({Section.REQUIRED, Section.PREFERRED, Section.OPTIONAL})


class PostingReader:
    """Reads postings in terms of one catalog; `today` tells which certificates can still be earned."""

    def __init__(self, catalog: Catalog, today: date) -> None:
        self._catalog = catalog
        self._names = NameIndex(catalog)
        self._deeds = DeedFinder(catalog)
        self._degrees = DegreeFinder(catalog)
        self._certificates = CertificateFinder(catalog, today)
        self._experience = ExperienceFinder(catalog)

    def draft(self, raw: str) -> Draft:
        """What a posting asks for; a draft without lines where nothing was found."""
        whole = posting_text(raw)
        text = whole[:MAX_CHARS]
        title, company, head = title_of(text)
        lines: dict[frozenset[str], Line] = {}
        unknown: list[Words] = []
        fields: list[str] = []
        for one in statements(text):
            if one.section is Section.ASIDE or (one.start < head and one.section is Section.OPEN):
                continue
            found = self._lines(text, one, fields)
            for line in found or ():
                _join(lines, line)
            if found is None and one.section in _ASKING and len(unknown) < _MOST_UNKNOWN:
                unknown.append(_words(text, one, ""))
            if len(lines) > _MOST_LINES:
                break
        kept = sorted(_without_covered([*lines.values()]), key=lambda line: _FIRMNESS.index(line.strength))
        return Draft(title, company, seniority_of(title, text), tuple(kept), text, tuple(unknown), is_cut=text != whole)

    def _lines(self, text: str, one: Statement, fields: list[str]) -> Sequence[Line] | None:
        """What a sentence asks for; None where it may ask for something that was not recognised."""
        sentence = folded(text[one.start : one.end])
        found, years = self._found(text, one, fields)
        wording = Wording(sentence, [(each.start, each.end) for each in found], one.section)
        if wording.is_aside:
            return ()
        known = [each for each in found if each.ids]
        asked = [each for each in known if not wording.is_negated(each.start, each.end)]
        lines = []
        for group in grouped(sentence, asked):
            strength = wording.strength(group[0].start, group[-1].end if len(group) > 1 else group[0].end)
            if strength is None:
                continue
            levels = [wording.level(member.start, member.end) for member in group]
            needs = self._needs(group, levels)
            stated = next((years[member] for member in group if member in years), None)
            name = text[one.start + group[0].start : one.start + group[-1].end].replace("\n", " ")
            words = _words(text, one, name)
            lines.append(
                Line(label_of(self._catalog, needs, stated), needs, strength, (words,), group[0].manner, stated)
            )
        return lines if known else None

    def _needs(self, group: Sequence[Mention], levels: Sequence[Level | None]) -> Requirement:
        held: dict[str, Level | None] = {}
        for member, level in zip(group, levels, strict=True):
            for id_ in member.ids:
                is_skill = self._catalog.milestones[id_].kind is Kind.SKILL
                asked = (level or BARE_LEVEL) if is_skill else None
                known = held.get(id_)
                held[id_] = max(asked, known) if asked and known else asked
        parts = tuple(Has(id_, level) for id_, level in held.items())
        return parts[0] if len(parts) == 1 else AnyOf(parts)

    def _found(self, text: str, one: Statement, fields: list[str]) -> tuple[list[Mention], dict[Mention, Years]]:
        """What a sentence names, none over another, by place in the sentence; and for how many years."""
        span = (text, one.start, one.end)
        named = self._names.mentions(*span)
        certificates = [name for name in named if self._kind(name) is Kind.CERTIFICATION]
        found = [*certificates]
        _add(found, self._degrees.mentions(*span, fields))
        _add(found, self._certificates.mentions(*span))
        others = [name for name in named if name not in certificates and not self._is_only_like_it(name, one.section)]
        years: dict[Mention, Years] = {}
        stated = [each for each in self._experience.stated(*span) if not _covered(each.start, each.end, found)][
            :_MOST_YEARS
        ]
        ends = [*(each.start for each in stated[1:]), one.end]
        for amount, stop in zip(stated, ends, strict=False):
            spent = self._experience.spent(text, amount, one.start, stop)
            within = [name for name in others if spent.start <= name.start < spent.end]
            ids = spent.ids
            if ids:
                others = [name for name in others if name.end <= spent.named_from or name.start >= spent.named_to]
            elif within:
                years.update(dict.fromkeys(within, amount.years))
            elif spent.is_general and self._experience.general:
                ids = (self._experience.general,)
            if ids:
                words = text[amount.start : amount.end]
                mention = Mention(amount.start, amount.end, ids, words, Manner.EXPERIENCE)
                found.append(mention)
                years[mention] = amount.years
        kinds = {id_ for each in found for id_ in each.ids}
        found += [each for each in self._experience.mentions(*span) if each.ids[0] not in kinds]
        _add(found, others)
        named_ids = {id_ for each in found for id_ in each.ids}
        _add(found, (each for each in self._deeds.mentions(*span) if each.ids[0] not in named_ids))
        placed = [(replace(each, start=each.start - one.start, end=each.end - one.start), each) for each in found]
        placed.sort(key=lambda pair: (pair[0].start, pair[0].end))
        return [place for place, _ in placed], {place: years[each] for place, each in placed if each in years}

    def _is_only_like_it(self, name: Mention, section: Section) -> bool:
        """True for what a person is to make or to have made, where a posting tells what the work is about."""
        return section not in _ASKING and self._kind(name) is Kind.PROJECT

    def _kind(self, mention: Mention) -> Kind:
        return self._catalog.milestones[mention.ids[0]].kind


def _covered(start: int, end: int, found: Sequence[Mention]) -> bool:
    return any(start < other.end and other.start < end for other in found)


def _add(found: list[Mention], more: Iterable[Mention]) -> None:
    """Add what lies over nothing that was found before."""
    found += [one for one in more if not _covered(one.start, one.end, found)]


def _words(text: str, one: Statement, name: str) -> Words:
    return Words(" ".join(text[one.start : one.end].split()), one.start, one.end, one.heading, name)


def _join(lines: dict[frozenset[str], Line], line: Line) -> None:
    """Add a line, or join it to the one that asks for the same: the firmer and the higher hold, all words stay."""
    key = frozenset(line.ids)
    known = lines.get(key)
    if known is None:
        lines[key] = line
        return
    is_firmer = _FIRMNESS.index(line.strength) < _FIRMNESS.index(known.strength)
    words = (*line.words, *known.words) if is_firmer else (*known.words, *line.words)
    longer = max(known, line, key=lambda one: one.years.least if one.years else 0)
    lines[key] = replace(
        known,
        label=longer.label,
        needs=_higher(known.needs, line.needs),
        strength=min(known.strength, line.strength, key=_FIRMNESS.index),
        words=tuple(dict.fromkeys(words))[:_MOST_WORDS],
        years=longer.years,
    )


def _higher(one: Requirement, other: Requirement) -> Requirement:
    """Of two requirements that name the same milestones the one with the higher level of each."""
    held = {leaf.has: leaf.level for leaf in leaves(one)}
    for leaf in leaves(other):
        known = held.get(leaf.has)
        held[leaf.has] = max(known, leaf.level) if known and leaf.level else leaf.level
    parts = tuple(Has(id_, level) for id_, level in held.items())
    return parts[0] if len(parts) == 1 else AnyOf(parts)


def _without_covered(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines without alternatives one of which is asked for by itself, as firmly and as well: it has their words."""
    single = {line.needs.has: line for line in lines if isinstance(line.needs, Has)}
    kept = list(lines)
    for line in lines:
        if isinstance(line.needs, Has):
            continue
        for leaf in leaves(line.needs):
            one = single.get(leaf.has)
            if one is None or _FIRMNESS.index(one.strength) > _FIRMNESS.index(line.strength):
                continue
            if leaf.level is None or (one.level and one.level >= leaf.level):
                kept.remove(line)
                joined = replace(one, words=tuple(dict.fromkeys((*one.words, *line.words)))[:_MOST_WORDS])
                kept[kept.index(one)] = single[leaf.has] = joined
                break
    return kept


def draft_of(raw: str, catalog: Catalog, today: date) -> Draft:
    """What the text of a posting asks for, in terms of a catalog."""
    return PostingReader(catalog, today).draft(raw)
