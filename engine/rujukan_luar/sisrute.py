"""A referral in the shape SISRUTE takes (FACTS B11: as SIMRS Khanza's client writes it; not checked with Kemenkes).

The identity numbers of staff are kept nowhere in Jejak, so DOKTER.NIK and PETUGAS.NIK go empty. Codes of reasons and of
facilities are SISRUTE's own: `policies/rujukan.yaml` maps ours to them. Pure.
"""

from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from engine.aturan_rujukan import PetaSisrute
from engine.rujukan_luar.bahan import Bahan
from engine.workflow import said
from schemas.names import JenisKelamin, Kesadaran, LayananRujukan, Nyeri

JENIS_KELAMIN: Final = {
    JenisKelamin.LAKI_LAKI: "1",
    JenisKelamin.PEREMPUAN: "2",
    JenisKelamin.TIDAK_DIKETAHUI: "",
}
JENIS_RUJUKAN: Final = {
    LayananRujukan.RAWAT_JALAN: "1",
    LayananRujukan.DARURAT_INAP: "2",
    LayananRujukan.PARSIAL: "3",
}
KESADARAN: Final = {Kesadaran.SADAR: "1", Kesadaran.TIDAK_SADAR: "2"}
NYERI: Final = {Nyeri.TIDAK: 0, Nyeri.RINGAN: 1, Nyeri.SEDANG: 2, Nyeri.BERAT: 3}


def bentuk(bahan: Bahan, peta: PetaSisrute) -> dict[str, Any]:
    """What is posted to create it, or put to change it."""
    return {
        "PASIEN": _pasien(bahan),
        "RUJUKAN": _rujukan(bahan, peta),
        "KONDISI_UMUM": _kondisi(bahan),
        "PENUNJANG": {
            "LABORATORIUM": bahan.surat.laboratorium or "",
            "RADIOLOGI": bahan.surat.radiologi or "",
            "TERAPI_ATAU_TINDAKAN": bahan.surat.terapi or "",
        },
    }


def bentuk_batal(bahan: Bahan) -> dict[str, Any]:
    """What is put to call it off."""
    return {"PETUGAS": _orang(bahan.nama_petugas)}


def _pasien(bahan: Bahan) -> dict[str, str]:
    who = bahan.identitas
    return {
        "NORM": who.nomor_rm or "",
        "NIK": who.nik or "",
        "NO_KARTU_JKN": who.nomor_jkn or "",
        "NAMA": who.nama,
        "JENIS_KELAMIN": JENIS_KELAMIN[who.jenis_kelamin],
        "TANGGAL_LAHIR": who.tanggal_lahir.isoformat() if who.tanggal_lahir else "",
        "TEMPAT_LAHIR": who.tempat_lahir or "",
        "ALAMAT": " ".join((who.alamat or "").split()),
        "KONTAK": who.telepon or "",
    }


def _rujukan(bahan: Bahan, peta: PetaSisrute) -> dict[str, Any]:
    ours = bahan.rujukan
    kode = peta.alasan.get(ours.alasan_rujukan.value, "")
    return {
        "JENIS_RUJUKAN": JENIS_RUJUKAN[ours.layanan],
        "TANGGAL": _saat(ours.dikirim, bahan.zona),
        "FASKES_TUJUAN": peta.fasyankes.get(ours.tujuan, ours.tujuan),
        "ALASAN": kode,
        "ALASAN_LAINNYA": (bahan.surat.maksud or said(ours.alasan_rujukan)) if not kode else bahan.surat.maksud or "",
        "DIAGNOSA": bahan.surat.kode_diagnosis or "",
        "DOKTER": _orang(bahan.nama_dokter),
        "PETUGAS": _orang(bahan.nama_petugas),
    }


def _kondisi(bahan: Bahan) -> dict[str, Any]:
    surat = bahan.surat
    return {
        "ANAMNESIS_DAN_PEMERIKSAAN_FISIK": surat.anamnesis or "",
        "KESADARAN": KESADARAN[surat.kesadaran] if surat.kesadaran else "",
        "TEKANAN_DARAH": surat.tekanan_darah or "",
        "FREKUENSI_NADI": _angka(surat.nadi),
        "SUHU": _angka(surat.suhu),
        "PERNAPASAN": _angka(surat.pernapasan),
        "KEADAAN_UMUM": surat.keadaan_umum or "",
        "NYERI": NYERI[surat.nyeri] if surat.nyeri else 0,
        "ALERGI": surat.alergi or "",
    }


def _orang(nama: str) -> dict[str, str]:
    return {"NIK": "", "NAMA": nama}


def _angka(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def _saat(saat: datetime | None, zona: ZoneInfo) -> str:
    return saat.astimezone(zona).strftime("%Y-%m-%d %H:%M:%S") if saat else ""
