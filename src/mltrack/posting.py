"""Job postings: one becomes a draft, what it would take is seen at once, and kept it is a role of a person's own."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mltrack.core.catalog import Catalog
from mltrack.core.documents import Document
from mltrack.core.entries import Role
from mltrack.core.figures import Source, id_of
from mltrack.core.index import Name
from mltrack.core.posting_draft import Draft, role_of, source_of, with_role
from mltrack.core.readiness import Readiness
from mltrack.core.records import dataclass
from mltrack.core.snapshot import Snapshot
from mltrack.errors import CatalogError, InvalidInput
from mltrack.session import Clock, Session, catalog_place, known_places, local_now

if TYPE_CHECKING:
    from mltrack.store.catalog_door import Found

MAX_BYTES: Final = 1_000_000
"""Bytes of a posting that are read: hundreds of times what one has."""
UNTITLED: Final = "Job posting"
"""The title of a role whose posting has none, as long as nobody gives it one."""
_CONTROLS: Final = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_LONGEST_ID: Final = 60


@dataclass(frozen=True, slots=True, eq=False)
class Outlook:
    """What a draft would be as a role beside the others: for readiness, gaps and plans, before anything is saved."""

    snapshot: Snapshot
    """What is known, with the role in its catalog."""
    role: Role
    """The role that the draft makes; its requirements are in the order of the draft's lines."""

    @property
    def readiness(self) -> Readiness:
        """How the person stands to it."""
        return self.snapshot.readiness[self.role.id]


@dataclass(frozen=True, slots=True)
class Kept:
    """A role of a person's own, as it was written."""

    path: Path
    role_id: str
    others_schema: Path | None
    """A file of the schema's name that is somebody's own, and was left as it is."""


def posting_of(document: Document, snapshot: Snapshot) -> Draft:
    """What a posting asks for, in terms of the catalog in use; raises ImportFault for what is no text of one."""
    if document.is_folder:
        raise document.fault("it holds several files; name the one with the text of the posting.")
    raw = document.only
    if len(raw) > MAX_BYTES:
        raise document.fault(f"it is larger than {MAX_BYTES:,} bytes; a posting is a page or two of text.")
    text = _decoded(raw)
    if text is None:
        raise document.fault("it is not text; copy the words of the posting into a file.")
    return posting_draft(text, document, snapshot)


def posting_draft(text: str, document: Document, snapshot: Snapshot) -> Draft:
    """What the text of a posting asks for; raises ImportFault where there are no words in it."""
    from mltrack.core.posting import draft_of

    draft = draft_of(text, snapshot.catalog, snapshot.today)
    if not re.search(r"[^\W\d_]{2}", draft.text):
        raise document.fault("there are no words in it.")
    return draft


def pasted(text: str, snapshot: Snapshot) -> Draft:
    """What a posting asks for that was pasted as text; raises ImportFault for none and for too much."""
    return posting_of(Document("The posting", {"posting": text.encode("utf-8", "replace")}), snapshot)


def _decoded(raw: bytes) -> str | None:
    """The bytes as text; None where they are none."""
    wide = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "cp1252"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if len(_CONTROLS.findall(text)) > len(text) // 1000 else text
    return None


def outlook(draft: Draft, snapshot: Snapshot) -> Outlook:
    """The draft as a role beside the others of the catalog; raises InvalidInput for a link that is none."""
    role, source = _made(draft, _free_id(draft, snapshot.catalog, ()), snapshot.today.isoformat())
    return Outlook(Snapshot(with_role(snapshot.catalog, role, source), snapshot.progress, snapshot.today), role)


def keep(draft: Draft, session: Session, clock: Clock = local_now) -> Kept:
    """Write the draft as a new catalog file into the folder of the session's person; no other file is touched.

    Raises InvalidInput for a draft without a title or without lines and for a link that is none, StoreError
    where it cannot be written, CatalogError where the catalog would not take it; then there is no new file.
    """
    from mltrack.store.catalog_files import own_found
    from mltrack.store.own_entries import place_for, write_entry
    from mltrack.store.posting_file import posting_file

    if not draft.title:
        raise InvalidInput("The posting does not say what the job is called; give the role a title.")
    if not draft.lines:
        raise InvalidInput("Nothing that the posting asks for was found in the catalog, so there is no role to save.")
    folder = (session.places or known_places()).catalog
    mine = own_found(folder)
    role_id = _free_id(draft, session.catalog, mine.names)
    text = posting_file(draft, *_made(draft, role_id, clock().date().isoformat()))
    name = Name("role", role_id)
    _check(text, str(place_for(folder, name)), mine)
    written = write_entry(folder, name, text)
    return Kept(written.path, role_id, written.others_schema)


def _made(draft: Draft, role_id: str, today: str) -> tuple[Role, Source]:
    whole = draft if draft.title else draft.titled(UNTITLED)
    try:
        source = source_of(whole, f"{role_id}-posting", today)
    except ValueError as error:
        raise InvalidInput(f"{str(error)[:1].upper()}{str(error)[1:]}.") from None
    return role_of(whole, role_id, source), source


def _free_id(draft: Draft, catalog: Catalog, mine: Collection[Name]) -> str:
    """An id after the title that nothing has or had."""
    stem = id_of(draft.title)[:_LONGEST_ID].strip("-") or "job-posting"
    number, role_id = 1, stem
    while _is_taken(role_id, catalog, mine):
        number += 1
        role_id = f"{stem}-{number}"
    return role_id


def _is_taken(role_id: str, catalog: Catalog, mine: Collection[Name]) -> bool:
    if role_id in catalog.roles or role_id in catalog.renames.roles or role_id in catalog.removed:
        return True
    names = {Name("role", role_id), Name("source", f"{role_id}-posting"), Name("removed", role_id)}
    return f"{role_id}-posting" in catalog.sources or not names.isdisjoint(mine)


def _check(text: str, place: str, mine: Found) -> None:
    """Raises CatalogError where the text, as a file among a person's own, would have a fault or make one."""
    from functools import partial

    from mltrack.store.catalog_door import read_file
    from mltrack.store.catalog_files import load_catalog, place_in, with_own

    base = load_catalog(catalog_place())
    before = {str(fault) for fault in with_own(base, mine, partial(place_in, catalog_place())).left_out}
    read_file(text.encode(), place, mine, own=True)
    whole = with_own(base, mine, partial(place_in, catalog_place()))
    if faults := [fault for fault in whole.left_out if str(fault) not in before or fault.place == place]:
        raise CatalogError(faults)
