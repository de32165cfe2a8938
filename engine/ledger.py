"""The ledger: the only writer of records and lines. Outbox, audit trail and history in one append-only table.

`seq` is gapless and taken under the one lock of a writing transaction, so order of commit = order of `seq`.
Each line's hash covers the line before it and this line's CloudEvent, byte for byte as it is published.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import Connection, bindparam, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine.interfaces import DBAPICursor

from engine import tables as t
from engine.alur import perubahan
from engine.announce import announce
from engine.driver import on_driver, together
from engine.points import Titik, passing
from engine.prepared import Read, Row, Write
from engine.rows import Entry, by_workflow
from engine.workflows.berkas import Berkas
from schemas.events import berkas as told
from schemas.message import Event, Telling
from schemas.names import AlasanCek

BELUM_ADA: Final = ""
_HEAD: Final = "SELECT seq, hash FROM jejak ORDER BY seq DESC LIMIT 1"
_LINE: Final = tuple(column.name for column in t.jejak.columns)
_INSERT_LINE: Final = Write(insert(t.jejak), _LINE)
_END_DEADLINE: Final = Write(
    delete(t.tenggat).where(t.tenggat.c.subjek == bindparam("b_subjek"), t.tenggat.c.jenis == bindparam("b_jenis")),
    ("b_subjek", "b_jenis"),
)
_TOLD: Final = tuple(name for name in Telling._fields if name != "fasyankes")
_READ_LINES: Final = Read(
    select(*(t.jejak.c[name] for name in _TOLD), t.jejak.c.hash)
    .where(t.jejak.c.seq > bindparam("b_after"))
    .order_by(t.jejak.c.seq)
    .limit(bindparam("b_limit"))
    .offset(bindparam("b_offset")),
    ("b_after", "b_limit", "b_offset"),
)
_SETTLE_CHECK: Final = (
    update(t.perlu_dicek).where(t.perlu_dicek.c.seq == bindparam("b_seq")).values(selesai_seq=bindparam("b_selesai"))
)


Head = tuple[int, bytes]
"""A ledger's last position and that line's hash."""


class LedgerBroken(Exception):
    """The tables do not tell one story; nothing was written. Names the record or line."""


def genesis(fasyankes: str) -> bytes:
    """What the first line's hash stands on."""
    return sha256(b"jejak:" + fasyankes.encode()).digest()


def head(connection: Connection, fasyankes: str) -> Head:
    """The last line's position and hash; (0, genesis) for an empty ledger."""
    return ask_head(connection, fasyankes)()


def ask_head(connection: Connection, fasyankes: str) -> Callable[[], Head]:
    """Ask for the head, and fetch it later."""

    def work(cursor: DBAPICursor) -> DBAPICursor:
        cursor.execute(_HEAD)
        return cursor

    asked = on_driver(connection, work)

    def fetch() -> Head:
        row = on_driver(connection, lambda _: asked.fetchone())
        return (row[0], bytes(row[1])) if row else (0, genesis(fasyankes))

    return fetch


def write(connection: Connection, fasyankes: str, last: Head, entries: Sequence[Entry]) -> Head:
    """Append the lines after `last` and bring the records up to date, inside the caller's transaction and lock.

    Answers the new head.

    Raises LedgerBroken when a record is not at the version it was read at.
    """
    if not entries:
        return last
    seq, chain = last
    lines: list[Row] = []
    tellings: list[Telling] = []
    for seq_, entry in enumerate(entries, seq + 1):
        telling = telling_of(seq_, fasyankes, entry.event)
        chain = sha256(chain + telling.amplop()).digest()
        tellings.append(telling)
        lines.append(_line(telling, entry.sidik, chain))
    groups = by_workflow(entries)
    changes = [(kept, changed) for kept, own in groups if (changed := kept.write_new(connection, own))]
    with together(connection):
        updated = [(kept.update(connection, changed), len(changed)) for kept, changed in changes]
        passing(Titik.BUKU_SESUDAH_BERKAS)
        _INSERT_LINE.run(connection, lines)
        if counts := _counts(entries):
            _COUNT[connection.dialect.name].run(connection, counts)
        passing(Titik.BUKU_SESUDAH_JEJAK)
        _write_deadlines(connection, entries)
        passing(Titik.BUKU_SESUDAH_TENGGAT)
        announce(connection, seq + len(entries))
    if any(cursor.rowcount != count for cursor, count in updated):
        raise LedgerBroken("sebuah catatan diubah di luar pintu depan")
    for kept, own in groups:
        if kept.beside is not None:
            kept.beside(connection, own)
    _write_checks(connection, tellings, entries)
    return seq + len(entries), chain


def telling_of(seq: int, fasyankes: str, event: Event) -> Telling:
    """An event at its place in the ledger."""
    return Telling(
        seq=seq,
        fasyankes=fasyankes,
        jenis=event.jenis,
        perintah_id=event.perintah_id,
        subjek=event.subjek,
        versi=event.versi,
        terjadi_pada=event.terjadi_pada,
        dicatat_pada=event.dicatat_pada,
        pelaku=event.pelaku,
        cara=event.cara,
        di=event.di,
        selisih_jam=event.selisih_jam,
        data=event.data(),
    )


def _line(telling: Telling, sidik: bytes, chain: bytes) -> Row:
    """In the order of the table's columns."""
    return (
        telling.seq,
        telling.perintah_id,
        sidik,
        telling.jenis,
        telling.subjek,
        telling.versi,
        telling.terjadi_pada,
        telling.dicatat_pada,
        telling.pelaku,
        telling.cara,
        telling.di,
        telling.selisih_jam,
        telling.data.decode(),
        chain,
    )


def read(connection: Connection, fasyankes: str, after: int, limit: int) -> list[tuple[Telling, bytes]]:
    """Lines after a position, in order, each with its hash: what the relay carries and boards catch up on."""
    return [
        (Telling._make((seq, fasyankes, *told, data.encode())), bytes(hash_))
        for seq, *told, data, hash_ in _READ_LINES.run(connection, (after, limit, 0))
    ]


def verify(connection: Connection, fasyankes: str, *, page: int = 1000) -> Iterator[int]:
    """Walk the whole chain, yielding each page's last good position. Raises LedgerBroken at the first bad line."""
    seq, chain = 0, genesis(fasyankes)
    while lines := read(connection, fasyankes, seq, page):
        for telling, stored in lines:
            chain = sha256(chain + telling.amplop()).digest()
            if telling.seq != seq + 1 or chain != stored:
                raise LedgerBroken(f"baris {seq + 1} tidak cocok dengan rantainya")
            seq = telling.seq
        yield seq


def _write_deadlines(connection: Connection, entries: Sequence[Entry]) -> None:
    """Bring the running deadlines up to date, for the entries that changed one."""
    changed: dict[tuple[str, str], Row | None] = {}
    for entry in entries:
        for jenis, due in perubahan(entry.before, entry.after).items():
            key = (entry.after.id, jenis)
            changed[key] = None if due is None else (*key, due, entry.event.versi)
    if not changed:
        return
    ended = [key for key, row in changed.items() if row is None]
    started = [row for row in changed.values() if row is not None]
    if ended:
        _END_DEADLINE.run(connection, ended)
    if started:
        _START_DEADLINE[connection.dialect.name].run(connection, started)


def _write_checks(connection: Connection, tellings: Sequence[Telling], entries: Sequence[Entry]) -> None:
    odd: list[dict[str, Any]] = []
    settled: list[dict[str, Any]] = []
    for telling, entry in zip(tellings, entries, strict=True):
        event = entry.event
        reason = event.alasan_cek if type(event) is told.BerkasTerlihat else None
        if reason is None and event.selisih_jam is not None and type(entry.after) is Berkas:
            reason = AlasanCek.JAM_MELESET
        if reason:
            odd.append({"seq": telling.seq, "berkas_id": telling.subjek, "alasan": reason, "selesai_seq": None})
        if type(event) is told.CekDiselesaikan:
            settled.append({"b_seq": event.seq, "b_selesai": telling.seq})
    if odd:
        connection.execute(insert(t.perlu_dicek), odd)
    if settled:
        connection.execute(_SETTLE_CHECK, settled)


def place(record: Berkas) -> str:
    """Where a record counts: where it is, or where it is being carried to; nowhere for one that does not exist."""
    return record.tujuan or record.lokasi or BELUM_ADA


def _counts(entries: Sequence[Entry]) -> list[Row]:
    """What a batch adds to and takes from each state and place. Sorted: two writers then never wait in a circle."""
    delta: Counter[tuple[str, str]] = Counter()
    for entry in entries:
        if type(entry.after) is not Berkas:
            continue
        if entry.before.versi:
            delta[entry.before.keadaan, place(entry.before)] -= 1
        delta[entry.after.keadaan, place(entry.after)] += 1
    return [(keadaan, unit, count) for (keadaan, unit), count in sorted(delta.items()) if count]


def _count_statement(dialect: Any) -> Write:  # noqa: ANN401 - the two dialects' insert functions share a shape, no type
    statement = dialect.insert(t.hitungan)
    added = statement.on_conflict_do_update(
        index_elements=["keadaan", "unit"], set_={"jumlah": t.hitungan.c.jumlah + statement.excluded.jumlah}
    )
    return Write(added, ("keadaan", "unit", "jumlah"))


_COUNT: Final = {"sqlite": _count_statement(sqlite), "postgresql": _count_statement(postgresql)}


def _deadline_statement(dialect: Any) -> Write:  # noqa: ANN401 - as above
    statement = dialect.insert(t.tenggat)
    begun = statement.on_conflict_do_update(
        index_elements=["subjek", "jenis"],
        set_={"jatuh_tempo": statement.excluded.jatuh_tempo, "versi": statement.excluded.versi},
    )
    return Write(begun, ("subjek", "jenis", "jatuh_tempo", "versi"))


_START_DEADLINE: Final = {"sqlite": _deadline_statement(sqlite), "postgresql": _deadline_statement(postgresql)}
