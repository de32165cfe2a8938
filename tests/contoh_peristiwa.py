"""One fixed example of each kind of event, as it goes over the wire.

python -m tests.contoh_peristiwa      writes tests/golden anew; read the difference before committing it
"""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from engine.alur import alur_peristiwa
from engine.ledger import telling_of
from schemas.events import EVENTS
from schemas.events.berkas import Pulihan
from schemas.message import Event
from schemas.names import (
    AlasanCek,
    BidangIdentitas,
    Cara,
    CaraKembali,
    HasilPeriksa,
    JenisTenggat,
    Keadaan,
    Keperluan,
    Pembawa,
    PutusanCek,
    SebabHenti,
    SebabPencarian,
    SebabUbah,
)

GOLDEN: Final = Path(__file__).parent / "golden"
FASYANKES: Final = "PKM1"
PAGI: Final = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)

ISI: Final[dict[str, Any]] = {
    "pembawa": Pembawa.FISIK,
    "pasien": "0190c7a0-0000-7000-8000-0000000000d1",
    "tujuan": "GIGI",
    "pemegang": "0190c7a0-0000-7000-8000-0000000000a1",
    "unit": "GIGI",
    "cara_kembali": CaraKembali.DIJEMPUT,
    "penanggung_jawab": "0190c7a0-0000-7000-8000-0000000000a2",
    "peminjam": "0190c7a0-0000-7000-8000-0000000000a3",
    "keperluan": Keperluan.PENGADILAN,
    "peminjaman": "0190c7a0-0000-7000-8000-0000000000f1",
    "jatuh_tempo": PAGI + timedelta(days=7),
    "ke_berkas": "0190c7a0-0000-7000-8000-0000000000b2",
    "perintah": "berkas.terima_di_unit",
    "ditolak": "di_unit_tujuan",
    "susulan": True,
    "alasan_cek": AlasanCek.TEMPAT_TIDAK_COCOK,
    "versi_diurungkan": 6,
    "kembali_sebelum": PAGI + timedelta(days=1),
    "tenggat": JenisTenggat.PENGEMBALIAN,
    "tempo_sejak": PAGI - timedelta(days=1),
    "sebab": "kebijakan",
    "kebijakan": "9f" * 32,
    "pulihan": Pulihan(keadaan=Keadaan.DISIMPAN, lokasi="RM", sejak=PAGI),
    "seq": 40,
    "kunjungan": "0190c7a0-0000-7000-8000-0000000000e1",
    "formulir": ("identitas", "resume_medis"),
    "versi_daftar": 3,
    "putusan": PutusanCek.SALAH_PINDAI,
}
"""A value for every field an event may add to its envelope."""

ISI_SENDIRI: Final[dict[str, dict[str, Any]]] = {
    "permintaan.tidak_terpenuhi.v1": {"sebab": "tidak_ditemukan"},
    "permintaan.dibatalkan.v1": {"sebab": "pasien_batal"},
    "permintaan.kedaluwarsa.v1": {"tenggat": JenisTenggat.PERMINTAAN},
    "permintaan": {
        "berkas": "0190c7a0-0000-7000-8000-0000000000b1",
        "unit": "GIGI",
        "kunjungan": "0190c7a0-0000-7000-8000-0000000000e1",
        "dibutuhkan_pada": PAGI + timedelta(minutes=5),
        "asal": "pendaftaran",
        "layanan": "rawat_jalan",
        "keadaan_awal": "di_luar",
        "awal_sejak": PAGI - timedelta(days=2),
        "sasaran": PAGI + timedelta(minutes=10),
        "berlaku_sampai": PAGI + timedelta(days=1),
        "diterima_pada": PAGI - timedelta(minutes=30),
    },
    "kekurangan.ditolak.v1": {"sebab": "belum_ditandatangani"},
    "kekurangan.dihapuskan.v1": {"sebab": "tidak_diperlukan"},
    "kekurangan.dialihkan.v1": {"sebab": "berhalangan"},
    "kekurangan.lewat_tenggat.v1": {"tenggat": JenisTenggat.KEKURANGAN},
    "sensus": {
        "unit": "MELATI",
        "hari": "2026-03-01",
        "layanan": "rawat_inap",
        "edisi": 2,
        "sampai_seq": 41,
        "sel": (
            {"baris": "kelas_2", "kolom": "masuk", "nilai": 1},
            {"baris": "kelas_2", "kolom": "sisa", "nilai": 5},
        ),
        "beda": ({"baris": "kelas_2", "kolom": "sisa", "dulu": 6, "kini": 5},),
        "penyebab": (39, 40),
        "susulan": True,
    },
    "berkas.disalin.v1": {"rujukan": "0190c7a0-0000-7000-8000-0000000000c7", "bagian": "ringkasan", "lembar": 4},
    "rujukan.lewat_tenggat.v1": {"tenggat": JenisTenggat.JAWAB_RUJUKAN},
    "rujukan": {
        "perujuk": "PKM1",
        "tujuan": "RS1",
        "layanan": "darurat_inap",
        "alasan_rujukan": "rawat_inap",
        "darurat": True,
        "jenis_rujukan": "vertikal",
        "tingkat_perujuk": 1,
        "tingkat_tujuan": 2,
        "pengecualian": "gawat_darurat",
        "kelas": "kelas_3",
        "kemampuan": "penyakit_dalam",
        "dihubungi": "telepon",
        "dokter": "0190c7a0-0000-7000-8000-0000000000a4",
        "alasan_tempat": "sudah_dihubungi",
        "tempat_tidur": "penuh",
        "jalur": "federasi",
        "urut": 12,
        "bulan": "2026-03",
        "jawab_sebelum": PAGI + timedelta(minutes=10),
        "janji_kelas": "kelas_3",
        "janji_kemampuan": "penyakit_dalam",
        "janji_sampai": PAGI + timedelta(hours=2),
        "datang_sebelum": PAGI + timedelta(hours=6),
        "balas_sebelum": PAGI + timedelta(days=7),
        "alasan_tolak": "tempat_penuh",
        "saran": "RS2",
        "tindak_lanjut": "kontrol_di_perujuk",
        "kontrol_pada": PAGI + timedelta(days=14),
        "alasan_tutup": "balasan_diterima",
        "alasan_batal": "pasien_menolak",
        "menurut_pengirim": PAGI - timedelta(minutes=10),
    },
    "sinyal": {
        "fasyankes": "PKM1",
        "penyakit": "C",
        "tahun": 2026,
        "minggu": 9,
        "dasar": "ambang",
        "kriteria": ("K1", "K3"),
        "kasus": 4,
        "sebelum": 1,
        "verifikasi_sebelum": PAGI + timedelta(days=1),
        "menurut_pengirim": PAGI - timedelta(minutes=10),
        "alasan_bukan": "salah_kode",
        "tenggat": JenisTenggat.SINYAL,
        "jatuh_tempo": PAGI,
    },
    "w1": {
        "pelapor": "PKM1",
        "fasyankes": "K3201",
        "pengirim": "PKM1",
        "tujuan": "P32",
        "penyakit": "C",
        "diketahui": PAGI - timedelta(hours=3),
        "mulai": "2026-02-27",
        "bawah": 3,
        "atas": 9,
        "mati": 1,
        "kriteria": ("K3", "K6"),
        "langkah": ("penyelidikan", "vektor"),
        "sinyal": "0190c7a0-0000-7000-8000-0000000000b7",
        "kirim_sebelum": PAGI + timedelta(hours=21),
        "tanda_sebelum": PAGI + timedelta(hours=1),
        "penyata": "K3201",
        "rantai": ({"fasyankes": "PKM1", "tahap": "dikirim", "pada": PAGI - timedelta(minutes=5)},),
        "mata": {"fasyankes": "P32", "tahap": "diterima", "pada": PAGI},
        "alasan_tutup": "berakhir",
        "tenggat": JenisTenggat.W1_TANDA,
        "jatuh_tempo": PAGI,
    },
    "w2": {
        "fasyankes": "PKM1",
        "tahun": 2026,
        "minggu": 8,
        "edisi": 2,
        "sel": ({"kode": "A", "bawah": 4, "atas": 7, "mati": 0}, {"kode": "C", "bawah": 1, "atas": 1, "mati": 1}),
        "cara_hitung": "tambahan",
        "kunjungan": 412,
        "lapor": 1,
        "wajib": 1,
        "kirim_sebelum": PAGI + timedelta(hours=2),
        "tujuan": "K3201",
        "menurut_pengirim": PAGI - timedelta(minutes=10),
        "tenggat": JenisTenggat.W2,
        "jatuh_tempo": PAGI,
    },
    "selisih": {
        "macam": "tanpa_kunjungan",
        "berkas": "0190c7a0-0000-7000-8000-0000000000b3",
        "unit": "GIGI",
        "awal": PAGI - timedelta(hours=3),
        "penjelasan": "keperluan_lain",
    },
    "koreksi": {
        "berkas": "0190c7a0-0000-7000-8000-0000000000b3",
        "kunjungan": "0190c7a0-0000-7000-8000-0000000000e1",
        "formulir": "resume_medis",
        "sebab": "salah_tulis",
        "bebas_sampai": PAGI + timedelta(days=2),
        "sebab_tolak": "tulis_catatan_baru",
    },
    "kekurangan": {
        "berkas": "0190c7a0-0000-7000-8000-0000000000b3",
        "kunjungan": "0190c7a0-0000-7000-8000-0000000000e1",
        "butir": "resume_medis.tanda_tangan",
        "versi_daftar": 3,
    },
    "pencarian.dihentikan.v1": {"sebab": SebabHenti.DINYATAKAN_HILANG},
    "pencarian": {
        "berkas": "0190c7a0-0000-7000-8000-0000000000b1",
        "sebab": SebabPencarian.TIDAK_DI_TEMPAT,
        "letak": "sisi:0190c7a0-0000-7000-8000-0000000000b3",
        "hasil": HasilPeriksa.TIDAK_ADA,
        "pengklaim": "0190c7a0-0000-7000-8000-0000000000a4",
        "urutan": 3,
    },
    "peminjaman": {
        "berkas": "0190c7a0-0000-7000-8000-0000000000b3",
        "pihak": "pengadilan",
        "izin_sampai": PAGI + timedelta(days=3),
        "alasan_tolak": "tanpa_surat",
        "alasan_batal": "tidak_jadi",
    },
    "pasien": {
        "dikenal": True,
        "sebab": SebabUbah.SALAH_TULIS,
        "bidang": (BidangIdentitas.NAMA, BidangIdentitas.TANGGAL_LAHIR),
        "ke_pasien": "0190c7a0-0000-7000-8000-0000000000d2",
    },
    "kunjungan": {
        "pasien": "0190c7a0-0000-7000-8000-0000000000d1",
        "jenis_kunjungan": "rawat_inap",
        "unit": "MELATI",
        "tanggal": "2026-03-02",
        "antrean": 12,
        "kunjungan_baru": False,
        "kasus_baru": True,
        "cara_bayar": "jkn",
        "asal_pasien": "puskesmas",
        "surat_rujukan": True,
        "dokter": "0190c7a0-0000-7000-8000-0000000000a5",
        "datang_pada": PAGI - timedelta(minutes=20),
        "asal": "0190c7a0-0000-7000-8000-0000000000e1",
        "kelas": "kelas_2",
        "tempat_tidur": "ML-2A",
        "dari_unit": "MAWAR",
        "dari_kelas": "kelas_3",
        "dari_tempat_tidur": "MW-1",
        "dari_cara_bayar": "umum",
        "cara_keluar": "meninggal",
        "meninggal_pada": PAGI - timedelta(minutes=5),
        "alasan_batal": "salah_unit",
        "isi_sebelum": PAGI + timedelta(days=1),
        "tepat_waktu": True,
        "bayi_lahir": True,
        "jumlah_kode": 2,
        "berkas": "0190c7a0-0000-7000-8000-0000000000b1",
        "tenggat": JenisTenggat.PENGISIAN,
    },
}
"""The same for a workflow, or a kind, whose word means something else elsewhere."""


def contoh(kind: type[Event]) -> Event:
    """The example of one kind, every field filled; the states are those of its first row in the table."""
    alur = alur_peristiwa(kind.jenis)
    isi = ISI | ISI_SENDIRI.get(alur.nama, {}) | ISI_SENDIRI.get(kind.jenis, {})
    move = next(move for move in alur.workflow.moves if move.event is kind)
    return kind(
        perintah_id="0190c7a0-0000-7000-8000-0000000000c1",
        subjek="0190c7a0-0000-7000-8000-0000000000b1",
        versi=7,
        terjadi_pada=PAGI,
        dicatat_pada=PAGI + timedelta(seconds=1, microseconds=250_000),
        pelaku="0190c7a0-0000-7000-8000-0000000000a9",
        cara=Cara.PINDAI,
        di="RM",
        selisih_jam=-180,
        dari=move.sources[0],
        ke=move.dest or move.sources[0],
        **{name: isi[name] for name in kind.ISI},
    )


def amplop(event: Event) -> bytes:
    """The example as CloudEvents JSON, at place 42 of the ledger."""
    return telling_of(42, FASYANKES, event).amplop()


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for jenis, kind in EVENTS.items():
        (GOLDEN / f"{jenis}.json").write_bytes(amplop(contoh(kind)) + b"\n")
