"""Where each weekly report stands; beside it the cells of its newest edition, what was typed, and what is told."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from engine import tables as t
from engine.federasi.keluar import Kiriman, titip
from engine.rows.kept import Entry, Kept
from engine.rows.sekitar import surat
from engine.workflows.w2 import W2
from schemas.events import w2 as told
from schemas.federasi import surveilans as isi
from schemas.names import KeadaanW2
from schemas.surveilans import HitungPenyakit


def record_of(row: Sequence[Any]) -> W2:
    """A report from its row, columns in the order of its fields."""
    plain = W2(*row)
    return plain._replace(keadaan=KeadaanW2(plain.keadaan), masuk=bool(plain.masuk), lewat=bool(plain.lewat))


def _beside(connection: Connection, entries: Sequence[Entry]) -> None:
    """In the order of the facts: what is sent is what was composed before it."""
    for entry in entries:
        event = entry.event
        if isinstance(event, told.W2Disusun | told.W2Diterima):
            _cells(connection, entry.after.id, event.sel)
        elif isinstance(event, told.W2Diisi):
            _typed(connection, entry.after, event)
        titip(connection, list(_tell(connection, entry)))


def _cells(connection: Connection, w2: str, sel: Sequence[HitungPenyakit]) -> None:
    connection.execute(delete(t.w2_sel).where(t.w2_sel.c.w2 == w2))
    if sel:
        connection.execute(insert(t.w2_sel), [one.model_dump() | {"w2": w2} for one in sel])


def _typed(connection: Connection, w2: W2, event: told.W2Diisi) -> None:
    cells = list(event.sel)
    if event.kunjungan is not None:
        cells.append(HitungPenyakit(kode="X", atas=event.kunjungan))
    c = t.w2_isian.c
    connection.execute(delete(t.w2_isian).where(c.w2 == w2.id, c.kode.in_([one.kode for one in cells])))
    kept = [one for one in cells if one.kasus or one.mati or event.cara_hitung == "pengganti"]
    if kept:
        same = {
            "w2": w2.id,
            "tahun": w2.tahun,
            "minggu": w2.minggu,
            "cara_hitung": event.cara_hitung,
            "pelaku": event.pelaku,
            "pada": w2.terakhir,
        }
        connection.execute(insert(t.w2_isian), [one.model_dump() | same for one in kept])


def _tell(connection: Connection, entry: Entry) -> Iterator[Kiriman]:
    event, w2 = entry.event, entry.after
    if isinstance(event, told.W2Dikirim) and event.tujuan is not None:
        c = t.w2_sel.c
        rows = connection.execute(select(c.kode, c.bawah, c.atas, c.mati).where(c.w2 == w2.id).order_by(c.kode))
        yield surat(
            event,
            event.tujuan,
            isi.MingguanDikirim(
                id=w2.id,
                fasyankes=w2.fasyankes,
                tahun=w2.tahun,
                minggu=w2.minggu,
                edisi=event.edisi,
                sel=tuple(HitungPenyakit(**row._mapping) for row in rows),  # noqa: SLF001 - SQLAlchemy's public name
                kunjungan=w2.kunjungan,
                lapor=w2.lapor,
                wajib=w2.wajib,
                dikirim=event.dicatat_pada,
            ),
        )
    elif isinstance(event, told.W2Diterima):
        yield surat(event, event.fasyankes, isi.MingguanDiterima(id=w2.id, edisi=event.edisi, pada=event.dicatat_pada))


KEPT = Kept(
    t.w2,
    W2._fields,
    fixed={"id", "fasyankes", "tahun", "minggu", "masuk", "terdaftar"},
    read=record_of,
    beside=_beside,
)
