"""The sample's referrals, one in every state: a draft, waiting, under way, answered, closed, refused, one that came in.

Everybody and every facility in them is invented. Letters go on paper: the sample facility belongs to no hub. Pure.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from engine.fasyankes_luar import FasyankesLuar
from engine.sample.langkah import Langkah
from engine.sample.tempat import DOKTER, LOKET
from schemas.commands import rujukan as ask
from schemas.commands.surat import IdentitasSurat, IsiBalasan, IsiSurat
from schemas.message import Command
from schemas.names import (
    AlasanBatalRujukan,
    AlasanRujukan,
    AlasanTolakRujukan,
    CaraHubung,
    JenisKelamin,
    Kesadaran,
    KodeUnit,
    LayananRujukan,
    TindakLanjut,
)

RSUD, RSPROV, PKM = "RSUREKA", "RSPREKA", "PKMREKA"
LUAR: Final = (
    FasyankesLuar(RSUD, "RSUD Rekaan Kabupaten", "rs", 2, "0800-000-201"),
    FasyankesLuar(RSPROV, "RS Rekaan Provinsi", "rs", 3, "0800-000-301"),
    FasyankesLuar(PKM, "Puskesmas Rekaan Dua", "puskesmas", None, "0800-000-401"),
)
"""Where the sample refers to."""
BANYAK: Final = 7
"""Patients the referrals below need."""
_JAM, _HARI = timedelta(hours=1), timedelta(days=1)
_SURAT: Final = IsiSurat(
    layanan_tujuan="Penyakit dalam",
    anamnesis="Contoh rekaan: keluhan sejak beberapa hari, pemeriksaan fisik terlampir.",
    diagnosis="Contoh diagnosis kerja",
    terapi="Contoh terapi awal sesuai pedoman",
    maksud="Pemeriksaan dan penanganan lebih lanjut",
    kesadaran=Kesadaran.SADAR,
    tekanan_darah="120/80",
    nadi=88,
    dokter="Contoh Dokter Umum",
)
_BALASAN: Final = IsiBalasan(
    diagnosis="Contoh diagnosis akhir",
    terapi="Contoh terapi di rumah sakit",
    anjuran="Kontrol ke Puskesmas satu minggu lagi, obat diteruskan",
    dokter="Contoh Dokter Spesialis",
)


def rujukan(pasien: list[int], now: datetime) -> Iterator[Langkah]:
    """What was referred of these patients."""
    draf, tunggu, jalan, balas, tutup, tolak, batal = pasien[:BANYAK]
    yield _susun(0, draf, now - 20 * timedelta(minutes=1))
    yield from _kirim(1, tunggu, now - 3 * _JAM)
    yield from _kirim(2, jalan, now - 2 * _JAM, darurat=True)
    yield _langkah(2, now - 100 * timedelta(minutes=1), ask.Terima)
    yield _langkah(2, now - 40 * timedelta(minutes=1), ask.Tiba)
    start = now - 4 * _HARI
    yield from _lengkap(3, balas, start)
    start = now - 11 * _HARI
    yield from _lengkap(4, tutup, start)
    yield _langkah(4, start + 3 * _HARI, ask.Tutup)
    yield from _kirim(5, tolak, now - 2 * _HARI)
    isi: dict[str, object] = {"alasan_tolak": AlasanTolakRujukan.TENAGA_TIDAK_ADA, "saran": RSPROV}
    yield _langkah(5, now - 2 * _HARI + 5 * _JAM, ask.Tolak, isi)
    yield from _kirim(6, batal, now - 5 * _HARI)
    yield _langkah(6, now - 4 * _HARI, ask.Batalkan, {"alasan_batal": AlasanBatalRujukan.PASIEN_MENOLAK})
    yield Langkah(now - 30 * timedelta(minutes=1), LOKET, ask.Masuk, 7, _masuk())


def _susun(tempat: int, pasien: int, pada: datetime, *, darurat: bool = False) -> Langkah:
    isi: dict[str, object] = {
        "tujuan": RSUD,
        "unit": KodeUnit("UMUM"),
        "layanan": LayananRujukan.DARURAT_INAP if darurat else LayananRujukan.RAWAT_JALAN,
        "alasan_rujukan": AlasanRujukan.RAWAT_INAP if darurat else AlasanRujukan.KONSULTASI_SPESIALIS,
        "darurat": darurat,
        "surat": _SURAT,
    }
    if darurat:
        isi["dihubungi"] = CaraHubung.TELEPON
    return Langkah(pada, DOKTER, ask.Susun, tempat, isi, rujuk={"pasien": ("pasien", pasien)})


def _kirim(tempat: int, pasien: int, pada: datetime, *, darurat: bool = False) -> Iterator[Langkah]:
    yield _susun(tempat, pasien, pada, darurat=darurat)
    yield _langkah(tempat, pada + timedelta(minutes=4), ask.Kirim)


def _lengkap(tempat: int, pasien: int, pada: datetime) -> Iterator[Langkah]:
    yield from _kirim(tempat, pasien, pada)
    for hours, kind in ((3, ask.Terima), (26, ask.Tiba), (28, ask.Layani)):
        yield _langkah(tempat, pada + hours * _JAM, kind)
    isi: dict[str, object] = {"tindak_lanjut": TindakLanjut.KONTROL_DI_PERUJUK, "balasan": _BALASAN}
    yield _langkah(tempat, pada + 50 * _JAM, ask.Balas, isi)


def _langkah(tempat: int, pada: datetime, kind: type[Command], isi: dict[str, object] | None = None) -> Langkah:
    return Langkah(pada, DOKTER, kind, tempat, isi or {})


def _masuk() -> dict[str, object]:
    return {
        "perujuk": PKM,
        "nomor": "14/REKA/2026",
        "layanan": LayananRujukan.RAWAT_JALAN,
        "alasan_rujukan": AlasanRujukan.PEMERIKSAAN_PENUNJANG,
        "identitas": IdentitasSurat(nama="CONTOH PASIEN RUJUKAN", jenis_kelamin=JenisKelamin.PEREMPUAN),
        "surat": _SURAT,
    }
