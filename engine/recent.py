"""Records remembered between batches, so that a busy folder is not read again for every move."""

from itertools import islice
from typing import Final

from sqlalchemy import Connection

from engine import ledger
from engine.workflows.berkas import Berkas
from schemas.names import BerkasId

DIINGAT: Final = 10_000
"""Records remembered between batches (about 4 MB): a busy day's folders."""


class Recent:
    """Records as they were after our own last commit: while the ledger's head is still ours, they are the truth.

    Whoever changes a record moves the head, and the head is read under the lock; so a stale one is never used.
    """

    def __init__(self, head: ledger.Head | None = None, known: dict[BerkasId, Berkas] | None = None) -> None:
        self._head = head
        self._known = known if known is not None else {}

    def records(self, connection: Connection, head: ledger.Head, ids: set[BerkasId]) -> dict[BerkasId, Berkas]:
        """The present records of these ids; the unknown are absent."""
        known = self._known
        if head != self._head:
            known.clear()
        found: dict[BerkasId, Berkas] = {}
        missing: list[BerkasId] = []
        for berkas in ids:
            if record := known.get(berkas):
                found[berkas] = record
            else:
                missing.append(berkas)
        if missing:
            found |= ledger.records(connection, missing)
        return found

    def after(self, head: ledger.Head, current: dict[BerkasId, Berkas]) -> "Recent":
        """What is known once this batch is committed; the oldest are forgotten."""
        known = self._known
        for berkas in current:
            known.pop(berkas, None)
        known |= current
        if len(known) > DIINGAT:  # half at once: taking the first of a dict again and again searches past what is gone
            known = dict(islice(known.items(), len(known) - DIINGAT // 2, None))
        return Recent(head, known)
