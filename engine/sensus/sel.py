"""The cells of a unit's day, as a closed sheet keeps them: of its beds, and of those who came to its clinic.

How a visit ended is a cell of the day only where it ended before the cut-off: what ends the next morning changes no
sheet that was closed at midnight. Diagnoses and old or new cases come from the coder, days later; they are not signed.
"""

from collections import Counter
from datetime import UTC, date, datetime

from sqlalchemy import Connection, select

from engine import tables as t
from engine.sensus import baca
from engine.sensus.giliran import Kalender
from schemas.sel import SelSensus

TANPA: str = "-"
"""The line of those whom no doctor is told of yet."""
BAYI: str = ".bayi"
_v, _k = t.sensus_kunjungan.c, t.kunjungan.c


def sel(connection: Connection, kini: Kalender, unit: str, hari: date) -> tuple[SelSensus, ...]:
    """Every cell that is not zero, in the order of lines and columns."""
    found = _inap(connection, kini, unit, hari) + _jalan(connection, kini, unit, hari)
    return tuple(SelSensus(baris=baris, kolom=kolom, nilai=n) for (baris, kolom), n in sorted(found.items()) if n)


def _inap(connection: Connection, kini: Kalender, unit: str, hari: date) -> Counter[tuple[str, str]]:
    found: Counter[tuple[str, str]] = Counter()
    for one in baca.inap(connection, kini.zona, kini.aturan, hari, hari, unit=unit):
        baris = f"{one.kelas}{BAYI if one.bayi else ''}"
        found.update({(baris, str(macam)): n for macam, n in one.isi.items()})
    return found


def _jalan(connection: Connection, kini: Kalender, unit: str, hari: date) -> Counter[tuple[str, str]]:
    query = (
        select(_v.dokter, _v.kunjungan_baru, _v.cara_bayar, _v.asal_pasien, _v.surat_rujukan, _v.cara_keluar, _k.keluar)
        .outerjoin(t.kunjungan, _k.id == _v.kunjungan)
        .where(_v.hari == hari.isoformat(), _v.unit == unit)
    )
    ended = kini.batas(hari)[1]
    found: Counter[tuple[str, str]] = Counter()
    for row in connection.execute(query):
        baris = row.dokter or TANPA
        columns = ["kunjungan", "baru" if row.kunjungan_baru else "lama", f"cara_bayar.{row.cara_bayar}"]
        columns += [f"asal.{row.asal_pasien}", *(["rujukan"] if row.surat_rujukan else [])]
        if row.cara_keluar and _selesai(row.keluar, ended):
            columns.append(f"cara_keluar.{row.cara_keluar}")
        found.update((baris, one) for one in columns)
    return found


def _selesai(keluar: datetime | None, batas: datetime) -> bool:
    return keluar is not None and keluar.astimezone(UTC) < batas
