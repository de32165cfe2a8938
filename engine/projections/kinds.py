"""What a projection is: a name, tables of its own, and how lines change it. And a line as projections read it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import orjson
from sqlalchemy import Connection, Table
from sqlalchemy.exc import DataError, IntegrityError

from schemas.message import Telling

DETIK: Final = 19
"""Signs of an RFC 3339 instant down to the second: `2026-03-02T01:00:00`."""


class Berita(NamedTuple):
    """A ledger line as projections read it: what it tells, and when that was, in UTC to the second."""

    seq: int
    jenis: str
    subjek: str
    versi: int
    efektif: str
    """The earlier of when hands did it and when the ledger learned of it: no clock runs ahead of the ledger's."""
    di: str | None
    data: dict[str, Any]


def dari_pesan(isi: bytes) -> Berita:
    """From the CloudEvent of a stream message. Raises ValueError, LookupError, TypeError for anything else."""
    body = orjson.loads(isi)
    return Berita(
        body["seq"],
        body["type"],
        body["subject"],
        body["versi"],
        min(body["time"][:DETIK], body["dicatatpada"][:DETIK]),
        body.get("di"),
        body["data"],
    )


def dari_buku(baris: Any) -> Berita:  # noqa: ANN401 - a Telling, or a Row with the columns of `jejak`
    """From a line of the ledger. Raises ValueError for data that is no JSON."""
    efektif = min(baris.terjadi_pada, baris.dicatat_pada).isoformat()[:DETIK]
    return Berita(baris.seq, baris.jenis, baris.subjek, baris.versi, efektif, baris.di, orjson.loads(baris.data))


@dataclass(frozen=True, slots=True)
class Proyeksi:
    """A table made of lines. `terapkan` adds lines to it, in the caller's transaction, each given to it once.

    What it makes of lines depends on them alone, so that a rebuild makes the same table again.
    """

    nama: str
    tabel: Table
    terapkan: Callable[[Connection, Sequence[Berita]], None]
    samping: tuple[Table, ...] = ()
    """Further tables of its own, made and compared with the first."""
    sepadan: Callable[[Connection], bool] | None = None
    """Was what stands there made with the rules in force, where it depends on some? Where not, it is rebuilt."""
    berurutan: bool = False
    """What a line adds depends on the lines before it: one that is applied late is put right by a rebuild."""

    @property
    def semua_tabel(self) -> tuple[Table, ...]:
        """Every table of it."""
        return (self.tabel, *self.samping)


TAK_TERPAKAI: Final = (LookupError, ValueError, TypeError, AttributeError, ArithmeticError, DataError, IntegrityError)
"""What is wrong with a line, not with the database: it is parked, and the next one goes on."""


class Gagal(NamedTuple):
    """A line that could not be applied: where, of which kind, and the class of the error (never its text)."""

    seq: int
    jenis: str
    galat: str


def terapkan(connection: Connection, proyeksi: Proyeksi, berita: Sequence[Berita]) -> list[Gagal]:
    """Apply lines together; where that fails, one by one, and the failing ones are named: none stops another."""
    if not berita:
        return []
    try:
        with connection.begin_nested():
            proyeksi.terapkan(connection, berita)
    except TAK_TERPAKAI:
        return [gagal for one in berita if (gagal := _satu(connection, proyeksi, one))]
    return []


def _satu(connection: Connection, proyeksi: Proyeksi, berita: Berita) -> Gagal | None:
    try:
        with connection.begin_nested():
            proyeksi.terapkan(connection, (berita,))
    except TAK_TERPAKAI as error:
        return Gagal(berita.seq, berita.jenis, type(error).__name__)
    return None


def baca_baris(tellings: Sequence[Telling]) -> tuple[list[Berita], list[Gagal]]:
    """Ledger lines as projections read them, and those that cannot be read."""
    berita: list[Berita] = []
    gagal: list[Gagal] = []
    for telling in tellings:
        try:
            berita.append(dari_buku(telling))
        except TAK_TERPAKAI as error:
            gagal.append(Gagal(telling.seq, telling.jenis, type(error).__name__))
    return berita, gagal
