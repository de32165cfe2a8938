"""The records of alerts; beside them what the level above is told."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection

from engine import tables as t
from engine.federasi.keluar import Kiriman, titip
from engine.rows.kept import Entry, Kept
from engine.rows.sekitar import Sekitar, sekitar, surat
from engine.workflows.sinyal import Sinyal
from schemas.events import sinyal as told
from schemas.federasi import surveilans as isi
from schemas.names import AlasanBukan, DasarSinyal, KeadaanSinyal, Kriteria


def record_of(row: Sequence[Any]) -> Sinyal:
    """An alert from its row, columns in the order of its fields."""
    plain = Sinyal(*row)
    return plain._replace(
        keadaan=KeadaanSinyal(plain.keadaan),
        dasar=DasarSinyal(plain.dasar),
        alasan_bukan=AlasanBukan(plain.alasan_bukan) if plain.alasan_bukan else None,
        kabar=bool(plain.kabar),
        lewat=bool(plain.lewat),
    )


def _tell(connection: Connection, entries: Sequence[Entry]) -> None:
    """Up, what was found or decided here; what came from below is passed on as it came."""
    here = sekitar(connection)
    if here is not None and here.induk is not None:
        titip(connection, [one for entry in entries for one in _satu(entry, here)])


def _satu(entry: Entry, here: Sekitar) -> Iterator[Kiriman]:
    event, sinyal = entry.event, entry.after
    if here.induk is None:
        return
    said = getattr(event, "menurut_pengirim", None) or event.dicatat_pada
    if isinstance(event, told.SinyalMuncul):
        yield surat(
            event,
            here.induk,
            isi.SinyalMuncul(
                id=sinyal.id,
                fasyankes=event.fasyankes,
                penyakit=event.penyakit,
                tahun=event.tahun,
                minggu=event.minggu,
                dasar=event.dasar,
                kriteria=event.kriteria,
                kasus=event.kasus,
                sebelum=event.sebelum,
                pada=said,
            ),
        )
    elif isinstance(event, told.SinyalDibenarkan | told.SinyalBukanKejadian):
        none = event.alasan_bukan if isinstance(event, told.SinyalBukanKejadian) else None
        met = tuple(Kriteria(one) for one in sinyal.kriteria.split()) if none is None else ()
        yield surat(event, here.induk, isi.SinyalDiputus(id=sinyal.id, kriteria=met, alasan_bukan=none, pada=said))


KEPT = Kept(
    t.sinyal,
    Sinyal._fields,
    fixed={
        "id", "fasyankes", "penyakit", "tahun", "minggu", "dasar", "kasus", "sebelum", "kabar", "verifikasi_sebelum",
        "terdaftar",
    },
    read=record_of,
    beside=_tell,
)  # fmt: skip
