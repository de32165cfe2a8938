"""Reading the census of clinics and of the emergency unit."""

from collections import Counter
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection

from engine.aturan_sensus import AturanSensus
from engine.sensus.orang import kunjung
from schemas.names import CaraKeluar, JenisKelamin, JenisKunjungan


class SelJalan(NamedTuple):
    """Visits that are alike in all that is counted, of one day. Empty text: not told."""

    hari: date
    jenis: JenisKunjungan
    unit: str
    dokter: str
    baru: bool
    """The first visit ever here."""
    kasus: bool | None
    cara_bayar: str
    asal: str
    rujukan: bool
    cara_keluar: CaraKeluar | None
    jenis_kelamin: JenisKelamin
    umur: str
    """The code of the age group (`policies/sensus.yaml`)."""
    jumlah: int


def jalan(  # noqa: PLR0913 - what every reading needs
    connection: Connection,
    zona: str,
    aturan: AturanSensus,
    dari: date,
    sampai: date,
    *,
    unit: str | None = None,
) -> list[SelJalan]:
    """Visits to clinics and the emergency unit, counted by everything at once; any total is a sum of these."""
    del zona
    found: Counter[SelJalan] = Counter(
        SelJalan(
            one.hari,
            one.jenis,
            one.unit,
            one.dokter,
            one.baru,
            one.kasus,
            one.cara_bayar,
            one.asal,
            one.rujukan,
            one.cara_keluar,
            one.jenis_kelamin,
            one.umur,
            0,
        )
        for one in kunjung(connection, aturan.golongan_umur, dari, sampai, unit=unit)
    )
    return [one._replace(jumlah=n) for one, n in found.items()]
