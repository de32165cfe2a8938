"""Records remembered between batches, so that a busy folder is not read again for every move."""

from collections import OrderedDict
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

    def __init__(self, head: ledger.Head | None = None, known: "OrderedDict[BerkasId, Berkas] | None" = None) -> None:
        self._head = head
        self._known = known if known is not None else OrderedDict()

    def records(self, connection: Connection, head: ledger.Head, ids: set[BerkasId]) -> dict[BerkasId, Berkas]:
        """The present records of these ids; the unknown are absent."""
        if head != self._head:
            self._known.clear()
        found = {berkas: self._known[berkas] for berkas in ids if berkas in self._known}
        if missing := ids - found.keys():
            found |= ledger.records(connection, missing)
        return found

    def after(self, head: ledger.Head, current: dict[BerkasId, Berkas]) -> "Recent":
        """What is known once this batch is committed; the oldest are forgotten."""
        for berkas, record in current.items():
            self._known[berkas] = record
            self._known.move_to_end(berkas)
        while len(self._known) > DIINGAT:
            self._known.popitem(last=False)
        return Recent(head, self._known)
