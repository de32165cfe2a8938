"""Where a patient could be sent: who is capable, who told of a free bed, and how old that figure is.

The age of a figure is counted from the earlier of when its hospital says it was and when it came here: one that waited
at the hub is as old as it is, and a hospital whose clock runs ahead tells nothing of the future.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, select

from engine import tables as t
from engine.aturan_rujukan import AturanRujukan
from engine.policy import kebijakan
from engine.views import sekutu
from engine.views.sekutu import Sekutu
from engine.views.tempat_kosong import cocok
from schemas.federasi.tempat_tidur import BarisKosong
from schemas.names import KeadaanTempat, KelasRawat, LayananRujukan

TANPA_USIA: Final = timedelta(0)


class Angka(NamedTuple):
    """The newest figure of one hospital."""

    baris: tuple[BarisKosong, ...]
    usia: timedelta
    segar: bool

    def kosong(self, kelas: KelasRawat | None, kemampuan: str | None) -> int:
        """Free beds that would do."""
        return sum(one.kosong for one in self.baris if cocok(one, kelas, kemampuan))

    def mampu(self, kelas: KelasRawat | None, kemampuan: str | None) -> bool:
        """Has it such beds at all, free or not?"""
        return any(one.jumlah and cocok(one, kelas, kemampuan) for one in self.baris)


class TempatTujuan(NamedTuple):
    """A facility a patient could be sent to."""

    sekutu: Sekutu
    keadaan: KeadaanTempat
    kosong: int
    """Free beds that would do, as told; 0 where nothing is known."""
    usia: timedelta | None
    """How old the figure is; None: there is none."""
    mampu: bool
    """False: its figure says that it has no such bed at all."""

    @property
    def kode(self) -> str:
        """Its code."""
        return self.sekutu.kode

    @property
    def perlu_alasan(self) -> bool:
        """Choosing it needs a reason: no free bed is known there now (seed 004)."""
        return self.keadaan not in {KeadaanTempat.ADA, KeadaanTempat.TIDAK_PERLU}


def _angka(row: Any, pada: datetime, aturan: AturanRujukan) -> Angka | None:  # noqa: ANN401 - a row of the table
    """The figure of a row; None for one that is of no use any more."""
    age = max(pada - min(row.pada, row.diterima), TANPA_USIA)
    limits = aturan.tempat_tidur
    if age > limits.berlaku.batas or (row.sampai is not None and row.sampai < pada):
        return None
    lines = tuple(BarisKosong.model_validate(line) for line in row.isi)
    return Angka(lines, age, age <= limits.segar.batas)


def angka(connection: Connection, pada: datetime, aturan: AturanRujukan | None = None) -> dict[str, Angka]:
    """The figures that are of use at that moment, by facility."""
    rule = aturan or kebijakan().rujukan
    c = t.fed_tempat_tidur.c
    rows = connection.execute(select(c.fasyankes, c.pada, c.diterima, c.sampai, c.isi))
    return {row.fasyankes: found for row in rows if (found := _angka(row, pada, rule)) is not None}


class Butuh(NamedTuple):
    """The bed that is wanted; `perlu` False: none is."""

    perlu: bool = False
    kelas: KelasRawat | None = None
    kemampuan: str | None = None


def butuh(layanan: LayananRujukan, kelas: KelasRawat | None, kemampuan: str | None) -> Butuh:
    """An inpatient wants a bed, whatever its class; others only where one was asked for."""
    wanted = layanan is LayananRujukan.DARURAT_INAP or kelas is not None or kemampuan is not None
    return Butuh(wanted, kelas, kemampuan)


def keadaan(figure: Angka | None, want: Butuh) -> KeadaanTempat:
    """What is known of a bed there."""
    if not want.perlu:
        return KeadaanTempat.TIDAK_PERLU
    if figure is None:
        return KeadaanTempat.TIDAK_DIKETAHUI
    if not figure.segar:
        return KeadaanTempat.BASI
    return KeadaanTempat.ADA if figure.kosong(want.kelas, want.kemampuan) else KeadaanTempat.PENUH


def keadaan_tempat(connection: Connection, tujuan: str, want: Butuh, pada: datetime) -> KeadaanTempat:
    """What is known at that moment of a bed in that facility.

    A facility that joined no hub hears no figures at all: nothing is asked of it.
    """
    if not want.perlu or not berhub(connection):
        return KeadaanTempat.TIDAK_PERLU
    return keadaan(angka(connection, pada).get(tujuan), want)


def berhub(connection: Connection) -> bool:
    """Did this facility join a hub?"""
    return connection.execute(select(t.fed_hub.c.kode).where(t.fed_hub.c.aktif).limit(1)).first() is not None


_URUTAN: Final = {
    KeadaanTempat.ADA: 0,
    KeadaanTempat.TIDAK_PERLU: 0,
    KeadaanTempat.BASI: 1,
    KeadaanTempat.TIDAK_DIKETAHUI: 2,
    KeadaanTempat.PENUH: 3,
}
"""Places with a free bed first; those known to be full last."""


def tempat_tujuan(
    connection: Connection, pada: datetime, want: Butuh, *, jenis: Sequence[str] = ("rs", "klinik", "puskesmas")
) -> list[TempatTujuan]:
    """Every facility care can be asked of: the capable with a free bed first, the incapable last."""
    joined = berhub(connection)
    figures = angka(connection, pada) if joined else {}
    own = connection.execute(select(t.fasyankes.c.kode)).scalar()
    found = [
        _satu(one, figures.get(one.kode), want if joined else Butuh())
        for one in sekutu.semua(connection)
        if one.jenis in jenis and one.kode != own
    ]
    return sorted(found, key=lambda one: (not one.mampu, _URUTAN[one.keadaan], -one.kosong, one.sekutu.nama, one.kode))


def _satu(one: Sekutu, figure: Angka | None, want: Butuh) -> TempatTujuan:
    return TempatTujuan(
        one,
        keadaan(figure, want),
        figure.kosong(want.kelas, want.kemampuan) if figure else 0,
        figure.usia if figure else None,
        figure is None or not want.perlu or figure.mampu(want.kelas, want.kemampuan),
    )
