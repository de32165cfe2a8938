"""Rekap harian: how often each kind of fact happened at each place on each day of the facility's clock."""

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import lru_cache, partial
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, case
from sqlalchemy.dialects import postgresql, sqlite

from engine import tables as t
from engine.prepared import Write
from engine.projections.kinds import Berita, Proyeksi
from engine.settings import ZONA_INDONESIA
from schemas.names import RUANG_REKAM_MEDIS

NAMA: Final = "rekap_gerak"
TAK_TERCATAT: Final = ""
"""The place of a fact that was told without one: it is counted, under no unit."""
_KODE: Final = re.compile(r"[A-Z0-9]{2,16}")

Tempat = Callable[[str | None, dict[str, Any]], str | None]
"""Where a fact counts, from its `di` and its data."""


def _rm(_di: str | None, _data: dict[str, Any]) -> str:
    return RUANG_REKAM_MEDIS


def _tujuan(_di: str | None, data: dict[str, Any]) -> str:
    return str(data["tujuan"])


def _unit(_di: str | None, data: dict[str, Any]) -> str:
    return str(data["unit"])


def _di(di: str | None, _data: dict[str, Any]) -> str | None:
    return di


def _pulihan(_di: str | None, data: dict[str, Any]) -> str | None:
    found: str | None = data["pulihan"].get("tujuan") or data["pulihan"].get("lokasi")
    return found


TEMPAT: Final[dict[str, Tempat]] = {
    # what goes out counts where it goes
    "berkas.diambil.v1": _tujuan,
    "berkas.dialihkan.v1": _tujuan,
    "berkas.dikembalikan_ke_unit.v1": _tujuan,
    # what arrives, where it arrives
    "berkas.diterima.v1": _unit,
    "berkas.ditemukan.v1": _unit,
    # what a unit does or sees, where the hands were, if that was told
    "berkas.dikirim_kembali.v1": _di,
    "berkas.dilaporkan_hilang.v1": _di,
    "berkas.terlihat.v1": _di,
    "berkas.lewat_tenggat.v1": _di,
    "berkas.dijadwalkan_ulang.v1": _di,
    "pencarian.dimulai.v1": _di,
    "pencarian.tempat_diperiksa.v1": _di,
    "pencarian.pengembalian_diklaim.v1": _unit,
    "pencarian.klaim_ditolak.v1": _di,
    "pencarian.ditemukan.v1": _di,
    "pencarian.dihentikan.v1": _di,
    "pencarian.dibuka_lagi.v1": _di,
    "peminjaman.diajukan.v1": _di,
    "peminjaman.disetujui.v1": _di,
    "peminjaman.ditolak.v1": _di,
    "peminjaman.dibatalkan.v1": _di,
    "peminjaman.kedaluwarsa_izin.v1": _di,
    "selisih.dijelaskan.v1": _unit,
    "selisih.dibuka_lagi.v1": _di,
    **dict.fromkeys(("rujukan.disusun.v1", "rujukan.diperbaiki.v1"), _unit),
    **dict.fromkeys(
        (
            "rujukan.dikirim.v1",
            "rujukan.masuk.v1",
            "rujukan.surat_menyusul.v1",
            "rujukan.diterima.v1",
            "rujukan.ditolak.v1",
            "rujukan.tiba.v1",
            "rujukan.dilayani.v1",
            "rujukan.tidak_datang.v1",
            "rujukan.dibalas.v1",
            "rujukan.ditutup.v1",
            "rujukan.dibatalkan.v1",
            "rujukan.lewat_tenggat.v1",
            "rujukan.janji_habis.v1",
            "berkas.disalin.v1",
        ),
        _di,
    ),
    "sensus.ditutup.v1": _unit,
    "sensus.ditandatangani.v1": _di,
    "sensus.diterbitkan_ulang.v1": _di,
    **dict.fromkeys(
        (
            "sinyal.muncul.v1",
            "sinyal.dibenarkan.v1",
            "sinyal.bukan_kejadian.v1",
            "sinyal.lewat_tenggat.v1",
            "w1.disusun.v1",
            "w1.diperbarui.v1",
            "w1.dibatalkan.v1",
            "w1.dikirim.v1",
            "w1.diterima.v1",
            "w1.diteruskan.v1",
            "w1.ditandai.v1",
            "w1.ditutup.v1",
            "w1.lewat_tenggat.v1",
            "w2.diisi.v1",
            "w2.disusun.v1",
            "w2.diperiksa.v1",
            "w2.dikirim.v1",
            "w2.diterima.v1",
            "w2.ditandai.v1",
            "w2.lewat_tenggat.v1",
        ),
        _di,
    ),
    "kekurangan.dinyatakan_lengkap.v1": _di,
    "kekurangan.lewat_tenggat.v1": _di,
    "kunjungan.terdaftar.v1": _unit,
    "kunjungan.dipindahkan.v1": _unit,
    "kunjungan.dilayani.v1": _di,
    "kunjungan.selesai.v1": _di,
    "kunjungan.dibuka_lagi.v1": _di,
    "kunjungan.dikenali.v1": _di,
    "kunjungan.cara_bayar_diubah.v1": _di,
    "kunjungan.dibatalkan.v1": _di,
    "kunjungan.dikode.v1": _di,
    "kunjungan.terisi_lengkap.v1": _di,
    "kunjungan.lewat_tenggat.v1": _di,
    "kunjungan.dijadwalkan_ulang.v1": _di,
    # a request counts in the unit that waits
    "permintaan.dibuat.v1": _unit,
    **dict.fromkeys(
        (
            "permintaan.dikirim.v1",
            "permintaan.pengiriman_dibatalkan.v1",
            "permintaan.terpenuhi.v1",
            "permintaan.pemenuhan_dibatalkan.v1",
            "permintaan.tidak_terpenuhi.v1",
            "permintaan.dibuka_lagi.v1",
            "permintaan.terpenuhi_susulan.v1",
            "permintaan.dibatalkan.v1",
            "permintaan.dikerjakan.v1",
            "permintaan.dilepaskan.v1",
            "permintaan.dipindahkan.v1",
            "permintaan.kedaluwarsa.v1",
        ),
        _di,
    ),
    # what was undone, where the record is again
    "berkas.gerak_diurungkan.v1": _pulihan,
    # the rest is the record room's work
    **dict.fromkeys(
        (
            "berkas.didaftarkan.v1",
            "berkas.pinjaman_diperpanjang.v1",
            "peminjaman.diserahkan.v1",
            "peminjaman.diperpanjang.v1",
            "peminjaman.dikembalikan.v1",
            "berkas.pengambilan_dibatalkan.v1",
            "berkas.kembali.v1",
            "berkas.dirakit.v1",
            "berkas.lengkap.v1",
            "berkas.tidak_lengkap.v1",
            "berkas.dilengkapi.v1",
            "berkas.disimpan.v1",
            "berkas.dipinjamkan.v1",
            "berkas.pinjaman_dikembalikan.v1",
            "berkas.temuan_diverifikasi.v1",
            "berkas.diinaktifkan.v1",
            "berkas.diaktifkan.v1",
            "berkas.dinilai.v1",
            "berkas.dilestarikan.v1",
            "berkas.pemusnahan_diusulkan.v1",
            "berkas.usul_musnah_dibatalkan.v1",
            "berkas.dimusnahkan.v1",
            "berkas.dikaitkan.v1",
            "berkas.ditahan.v1",
            "berkas.dilepas.v1",
            "berkas.digabung.v1",
            "berkas.cek_diselesaikan.v1",
            "kekurangan.tercatat.v1",
            "kekurangan.diverifikasi.v1",
            "kekurangan.ditolak.v1",
            "kekurangan.dihapuskan.v1",
            "kekurangan.dialihkan.v1",
            "kekurangan.dijadwalkan_ulang.v1",
            "kekurangan.dipindahkan.v1",
            "koreksi.dicatat.v1",
            "koreksi.diajukan.v1",
            "koreksi.disetujui.v1",
            "koreksi.ditolak.v1",
            "koreksi.dilaksanakan.v1",
            "pasien.terdaftar.v1",
            "pasien.identitas_diubah.v1",
            "pasien.digabung.v1",
            "pasien.dipisahkan.v1",
        ),
        _rm,
    ),
}
"""Where each kind of fact counts. A kind without a row (a newer version of one) cannot be counted, and is parked."""


def tempat(berita: Berita) -> str:
    """Where a fact counts. Raises KeyError for an unknown kind, ValueError for a place that is none."""
    found = TEMPAT[berita.jenis](berita.di, berita.data) or TAK_TERCATAT
    if found and not _KODE.fullmatch(found):
        raise ValueError("tempat")
    return found


@lru_cache(maxsize=8192)
def tanggal(efektif: str, zona: str) -> str:
    """The day of an instant (UTC, to the second) on the facility's clock, ISO."""
    there = ZoneInfo(ZONA_INDONESIA[zona])
    return datetime.fromisoformat(efektif).replace(tzinfo=UTC).astimezone(there).date().isoformat()


def rekap_gerak(zona: str) -> Proyeksi:
    """The recap of a facility in this zone."""
    return Proyeksi(NAMA, t.rekap_gerak, partial(_terapkan, zona))


def _terapkan(zona: str, connection: Connection, berita: Sequence[Berita]) -> None:
    cells: dict[tuple[str, str, str], list[int]] = {}
    for one in berita:
        key = (tanggal(one.efektif, zona), tempat(one), one.jenis)
        cell = cells.get(key)
        if cell is None:
            cells[key] = [1, one.seq, one.seq]
            continue
        cell[0] += 1
        cell[1] = min(cell[1], one.seq)
        cell[2] = max(cell[2], one.seq)
    _TAMBAH[connection.dialect.name].run(connection, [(*key, *cells[key]) for key in sorted(cells)])


def _statement(dialect: Any) -> Write:  # noqa: ANN401 - the two dialects' insert functions share a shape, no type
    statement = dialect.insert(t.rekap_gerak)
    new, old = statement.excluded, t.rekap_gerak.c
    added = statement.on_conflict_do_update(
        index_elements=["tanggal", "unit", "jenis"],
        set_={
            "jumlah": old.jumlah + new.jumlah,
            "seq_awal": case((new.seq_awal < old.seq_awal, new.seq_awal), else_=old.seq_awal),
            "seq_akhir": case((new.seq_akhir > old.seq_akhir, new.seq_akhir), else_=old.seq_akhir),
        },
    )
    return Write(added, ("tanggal", "unit", "jenis", "jumlah", "seq_awal", "seq_akhir"))


_TAMBAH: Final = {"sqlite": _statement(sqlite), "postgresql": _statement(postgresql)}
