"""The keys of the ten postings fit the postings and the catalog: a key that is wrong would judge the reader wrongly."""

from __future__ import annotations

from functools import cache

import pytest

from mltrack.core.catalog import Catalog
from mltrack.core.entries import Kind
from mltrack.core.requirements import leaves
from mltrack.store.catalog_files import load_catalog
from mltrack.store.catalog_folder import bundled_folder
from tests.exchange.postings import FOLDER, Posting, load_postings, on_the_page

POSTINGS = load_postings()

every_posting = pytest.mark.parametrize("posting", POSTINGS, ids=[posting.name for posting in POSTINGS])


@cache
def _catalog() -> Catalog:
    return load_catalog(bundled_folder())


def test_there_are_ten_and_each_text_has_a_key() -> None:
    texts = {path for path in FOLDER.iterdir() if path.suffix in {".txt", ".md"}}
    assert texts == {posting.path for posting in POSTINGS}
    assert len(POSTINGS) == 10


@every_posting
def test_every_id_is_in_the_catalog(posting: Posting) -> None:
    asked = {milestone for asked in posting.asked for milestone in asked.milestones}
    named = {mention.milestone for mention in [*posting.fair, *posting.traps]}
    assert (asked | named) - set(_catalog().milestones) == set()


@every_posting
def test_all_words_stand_in_the_text(posting: Posting) -> None:
    page = on_the_page(posting.text)
    asked = [asked.words for asked in posting.asked]
    named = [mention.words for mention in [*posting.fair, *posting.traps]]
    assert [words for words in [posting.title, *asked, *named] if words not in page] == []


@every_posting
def test_skills_have_a_level_and_nothing_else_has(posting: Posting) -> None:
    for asked in posting.asked:
        for leaf in leaves(asked.needs) if asked.needs is not None else ():
            skill = _catalog().milestones[leaf.has].kind is Kind.SKILL
            assert (leaf.level is not None) == skill, asked.words


@every_posting
def test_nothing_is_asked_for_twice_or_both_ways(posting: Posting) -> None:
    asked = [milestone for asked in posting.asked for milestone in asked.milestones]
    named = [mention.milestone for mention in [*posting.fair, *posting.traps]]
    assert sorted({*asked, *named}) == sorted([*asked, *named])


def test_the_html_left_overs_are_still_there() -> None:
    (posting,) = (posting for posting in POSTINGS if posting.name == "html")
    assert posting.data.count(b"\r\n") == posting.data.count(b"\n")
    signs = ("\u00a0", "\u00ad", "\u200b", "\u2011", "&nbsp;", "<li>")
    assert [sign for sign in signs if sign not in posting.text] == []
