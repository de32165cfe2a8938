"""Where each outbreak report stands here; beside it its place, its chain, and what our neighbours are told."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from sqlalchemy import Connection, insert, select

from engine import tables as t
from engine.federasi.keluar import Kiriman, titip
from engine.rows.kept import Entry, Kept
from engine.rows.sekitar import surat
from engine.workflows.w1 import W1
from schemas.commands import w1 as ask
from schemas.events import w1 as told
from schemas.federasi import surveilans as isi
from schemas.message import Command
from schemas.names import AlasanTutup, KeadaanW1, Kriteria, Langkah, Tahap
from schemas.surveilans import Mata

_TAHAP: Final = {
    told.W1Dikirim: Tahap.DIKIRIM,
    told.W1Diterima: Tahap.DITERIMA,
    told.W1Diteruskan: Tahap.DITERUSKAN,
    told.W1Ditutup: Tahap.DITUTUP,
}


def record_of(row: Sequence[Any]) -> W1:
    """A report from its row, columns in the order of its fields."""
    plain = W1(*row)
    return plain._replace(
        keadaan=KeadaanW1(plain.keadaan),
        lewat_kirim=bool(plain.lewat_kirim),
        lewat_tanda=bool(plain.lewat_tanda),
        alasan_tutup=AlasanTutup(plain.alasan_tutup) if plain.alasan_tutup else None,
    )


def _place(command: Command) -> dict[str, Any]:
    if isinstance(command, ask.Susun | ask.Masuk):
        return {"desa": command.desa, "kecamatan": command.kecamatan}
    return {"desa": None, "kecamatan": None}


def _beside(connection: Connection, entries: Sequence[Entry]) -> None:
    """In the order of the facts: a letter bears the chain as it was then."""
    for entry in entries:
        _links(connection, entry)
        titip(connection, list(_tell(connection, entry)))


def _links(connection: Connection, entry: Entry) -> None:
    event, learned = entry.event, entry.event.dicatat_pada
    found: list[Mata] = []
    if isinstance(event, told.W1Diterima):
        found += event.rantai
    told_by_peer = getattr(event, "mata", None)
    if told_by_peer is not None:
        found.append(told_by_peer)
    elif (tahap := _TAHAP.get(type(event))) is not None:
        found.append(Mata(fasyankes=event.fasyankes, tahap=tahap, pada=learned))  # type: ignore[attr-defined]
    if not found:
        return
    c = t.w1_rantai.c
    known = {tuple(row) for row in connection.execute(select(c.fasyankes, c.tahap).where(c.w1 == entry.after.id))}
    new = {(one.fasyankes, one.tahap.value): one for one in found}
    rows = [
        {"w1": entry.after.id, "fasyankes": who, "tahap": what, "pada": one.pada, "diketahui": learned}
        for (who, what), one in new.items()
        if (who, what) not in known
    ]
    if rows:
        connection.execute(insert(t.w1_rantai), rows)


def rantai(connection: Connection, w1: str) -> tuple[Mata, ...]:
    """The links known here, as they followed each other."""
    c = t.w1_rantai.c
    rows = connection.execute(select(c.fasyankes, c.tahap, c.pada).where(c.w1 == w1).order_by(c.pada, c.tahap))
    return tuple(Mata(fasyankes=row.fasyankes, tahap=Tahap(row.tahap), pada=row.pada) for row in rows)


def _tell(connection: Connection, entry: Entry) -> Iterator[Kiriman]:  # noqa: C901 - one arm a fact
    event, w1 = entry.event, entry.after
    below, above = w1.pengirim, w1.tujuan
    match event:
        case told.W1Dikirim() | told.W1Diteruskan():
            if above is not None:
                yield surat(event, above, _report(connection, w1))
            if below is not None:
                link = Mata(fasyankes=event.fasyankes, tahap=_TAHAP[type(event)], pada=event.dicatat_pada)
                yield surat(event, below, isi.KlbDitandai(id=w1.id, mata=link, penyata=w1.penyata))
        case told.W1Diterima():
            link = Mata(fasyankes=event.fasyankes, tahap=Tahap.DITERIMA, pada=event.dicatat_pada)
            yield surat(event, event.pengirim, isi.KlbDitandai(id=w1.id, mata=link, penyata=w1.penyata))
        case told.W1Ditandai():
            if below is not None and event.pengirim != below:
                yield surat(event, below, isi.KlbDitandai(id=w1.id, mata=event.mata, penyata=w1.penyata))
        case told.W1Diperbarui():
            if above is not None:
                counts = {"bawah": w1.bawah, "atas": w1.atas, "mati": w1.mati, "langkah": event.langkah}
                yield surat(event, above, isi.KlbDiperbarui(id=w1.id, **counts))
        case told.W1Ditutup():
            link = event.mata or Mata(fasyankes=event.fasyankes, tahap=Tahap.DITUTUP, pada=event.dicatat_pada)
            for neighbour in (below, above):
                if neighbour is not None and neighbour != event.pengirim:
                    yield surat(event, neighbour, isi.KlbDitutup(id=w1.id, mata=link, alasan_tutup=event.alasan_tutup))


def _report(connection: Connection, w1: W1) -> isi.KlbDikirim:
    c = t.w1.c
    place = connection.execute(select(c.desa, c.kecamatan).where(c.id == w1.id)).one()
    return isi.KlbDikirim(
        id=w1.id,
        pelapor=w1.pelapor,
        penyakit=w1.penyakit,
        diketahui=w1.diketahui,
        mulai=w1.mulai,
        bawah=w1.bawah,
        atas=w1.atas,
        mati=w1.mati,
        kriteria=tuple(Kriteria(one) for one in w1.kriteria.split()),
        langkah=tuple(Langkah(one) for one in w1.langkah.split()),
        penyata=w1.penyata,
        rantai=rantai(connection, w1.id),
        desa=place.desa,
        kecamatan=place.kecamatan,
    )


KEPT = Kept(
    t.w1,
    W1._fields,
    fixed={"id", "pelapor", "pengirim", "penyakit", "diketahui", "mulai", "kriteria", "sinyal", "terdaftar"},
    read=record_of,
    first=_place,
    beside=_beside,
)
