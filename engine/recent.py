"""Records remembered between batches, so that a busy folder is not read again for every move."""

from collections.abc import Iterable
from itertools import islice
from typing import Any, Final

from sqlalchemy import Connection

from engine import ledger, rows

DIINGAT: Final = 10_000
"""Records remembered between batches (about 4 MB): a busy day's folders."""

Kunci = tuple[str, str]
"""A workflow's name and a subject's id: a wish may name the id of another workflow's subject."""
Catatan = dict[Kunci, Any]
"""Records of any workflow."""


class Recent:
    """Records as they were after our own last commit: while the ledger's head is still ours, they are the truth.

    Whoever changes a record moves the head, and the head is read under the lock; so a stale one is never used.
    """

    def __init__(self, head: ledger.Head | None = None, known: Catatan | None = None) -> None:
        self._head = head
        self._known = known if known is not None else {}

    def records(self, connection: Connection, head: ledger.Head, wanted: Iterable[Kunci]) -> Catatan:
        """The present records of these; the unknown are absent."""
        known = self._known
        if head != self._head:
            known.clear()
        found: Catatan = {}
        missing: dict[str, list[str]] = {}
        for key in wanted:
            if record := known.get(key):
                found[key] = record
            else:
                missing.setdefault(key[0], []).append(key[1])
        for alur, ids in missing.items():
            found.update(((alur, id_), record) for id_, record in rows.records(connection, alur, ids).items())
        return found

    def after(self, head: ledger.Head, current: Catatan) -> "Recent":
        """What is known once this batch is committed; the oldest are forgotten."""
        known = self._known
        for key in current:
            known.pop(key, None)
        known |= current
        if len(known) > DIINGAT:  # half at once: taking the first of a dict again and again searches past what is gone
            known = dict(islice(known.items(), len(known) - DIINGAT // 2, None))
        return Recent(head, known)
