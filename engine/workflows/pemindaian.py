"""Which move a scan means: from the state of the folder, where the scanner stands, and the destination set.

A scan never decides what needs a person's judgement (complete or not, a find confirmed): there it says so.
"""

from typing import Final

from engine.refusals import Refusal
from engine.workflow import said
from engine.workflows.berkas import BERKAS, Berkas
from schemas.commands import berkas as ask
from schemas.message import Command
from schemas.names import RUANG_REKAM_MEDIS, CaraKembali, Keadaan

S = Keadaan
MENUNGGU_PUTUSAN: Final = None

DI_RUANG_RM: Final[dict[Keadaan, type[Command] | None]] = {
    S.DISIMPAN: ask.CatatTerlihat,
    S.DIAMBIL: ask.TerimaKembali,
    S.DI_POLI: ask.TerimaKembali,
    S.DALAM_PERJALANAN: ask.TerimaKembali,
    S.KEMBALI: ask.Rakit,
    S.DIRAKIT: MENUNGGU_PUTUSAN,
    S.LENGKAP: ask.Simpan,
    S.TIDAK_LENGKAP: MENUNGGU_PUTUSAN,
    S.DIPINJAM: ask.KembalikanPinjaman,
    S.HILANG: ask.Temukan,
    S.DITEMUKAN: MENUNGGU_PUTUSAN,
}
DI_RUANG_RM_DENGAN_TUJUAN: Final[dict[Keadaan, type[Command] | None]] = {
    S.DISIMPAN: ask.Ambil,
    S.KEMBALI: ask.Ambil,
    S.DIRAKIT: ask.Ambil,
    S.LENGKAP: ask.Ambil,
    S.TIDAK_LENGKAP: ask.KembalikanKeUnit,
    S.DIAMBIL: ask.CatatTerlihat,
    S.DI_POLI: ask.TerimaKembali,
    S.DALAM_PERJALANAN: ask.TerimaKembali,
    S.DIPINJAM: ask.KembalikanPinjaman,
    S.HILANG: ask.Temukan,
    S.DITEMUKAN: MENUNGGU_PUTUSAN,
    S.INAKTIF: MENUNGGU_PUTUSAN,
}
DI_UNIT: Final[dict[Keadaan, type[Command] | None]] = {
    S.DIAMBIL: ask.TerimaDiUnit,
    S.DALAM_PERJALANAN: ask.TerimaDiUnit,
    S.HILANG: ask.Temukan,
}


def meant(berkas: Berkas, scan: ask.Pindai) -> Command | Refusal:
    """The command this scan stands for, bearing the scan's own id and times."""
    kind = _kind(berkas, scan)
    if kind is MENUNGGU_PUTUSAN:
        possible = BERKAS.bisa(berkas, scan.pelaku)
        return Refusal("menunggu_putusan", nilai={"keadaan": said(berkas.keadaan), "bisa": possible})
    offered = {
        "tujuan": scan.tujuan,
        "unit": scan.di,
        "pemegang": scan.pemegang,
        "cara_kembali": scan.cara_kembali or _usual_way_home(berkas),
    }
    envelope = {name: getattr(scan, name) for name in Command.model_fields}
    return kind(**envelope, **{name: offered[name] for name in kind.ISI})


def _kind(berkas: Berkas, scan: ask.Pindai) -> type[Command] | None:
    if scan.lihat_saja:
        return ask.CatatTerlihat
    if scan.di == RUANG_REKAM_MEDIS:
        outward = scan.tujuan not in {None, RUANG_REKAM_MEDIS}
        return (DI_RUANG_RM_DENGAN_TUJUAN if outward else DI_RUANG_RM).get(berkas.keadaan, ask.CatatTerlihat)
    if berkas.keadaan is S.DI_POLI and berkas.lokasi == scan.di and scan.tujuan not in {None, scan.di}:
        return ask.KirimKembali if scan.tujuan == RUANG_REKAM_MEDIS else ask.Alihkan
    return DI_UNIT.get(berkas.keadaan, ask.CatatTerlihat)


def _usual_way_home(berkas: Berkas) -> CaraKembali:
    """A folder its unit sent out was brought; one still booked at its unit was collected."""
    return CaraKembali.DIANTAR if berkas.keadaan is S.DALAM_PERJALANAN else CaraKembali.DIJEMPUT
