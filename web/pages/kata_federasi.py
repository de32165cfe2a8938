"""The words of the exchange between facilities: kinds of lanes, how they stand, what went wrong and what to do."""

from typing import Final, NamedTuple

from schemas.names.federasi import KeadaanJalur, MacamJalur, SebabGalat
from web.i18n import N_

MACAM: Final = {
    MacamJalur.REF: N_("rujukan"),
    MacamJalur.BED: N_("tempat tidur kosong"),
    MacamJalur.AGG: N_("angka dan kewaspadaan"),
    MacamJalur.RCPT: N_("tanda terima"),
    MacamJalur.KEY: N_("kunci dan direktori"),
}
KEADAAN_JALUR: Final = {
    KeadaanJalur.JALAN: N_("jalan"),
    KeadaanJalur.BERHENTI: N_("ada yang hilang, kirim ulang sudah diminta"),
    KeadaanJalur.BERCABANG: N_("pengirim dipulihkan dari cadangan, urutan baru sudah diminta"),
}


class Rupa(NamedTuple):
    """An alarm: what happened, what to do."""

    kata: str
    lakukan: str


_PERBARUI: Final = N_("Minta fasilitas itu memperbarui Jejak, lalu coba lagi.")
_DIREKTORI: Final = N_("Biasanya selesai sendiri saat direktori baru datang. Bila tidak, telepon Dinkes.")
_CURIGA: Final = N_("Bisa pesan palsu. Jangan dipercaya; telepon pengirim dan Dinkes.")
GALAT: Final = {
    SebabGalat.TANPA_AMPLOP: Rupa(N_("Pesan tanpa amplop yang sah"), _CURIGA),
    SebabGalat.VERSI_LAIN: Rupa(
        N_("Pesan dari versi yang belum dikenal"), N_("Perbarui Jejak di sini, lalu coba lagi.")
    ),
    SebabGalat.SALAH_ALAMAT: Rupa(N_("Pesan untuk fasilitas lain"), N_("Hub keliru mengantar. Telepon Dinkes.")),
    SebabGalat.PENGIRIM_TIDAK_DIKENAL: Rupa(N_("Pengirim tidak ada di direktori"), _DIREKTORI),
    SebabGalat.KUNCI_TIDAK_DIKENAL: Rupa(N_("Kunci tanda tangan tidak ada di direktori"), _DIREKTORI),
    SebabGalat.KUNCI_KEDALUWARSA: Rupa(
        N_("Kunci tanda tangan sudah habis atau dicabut"), N_("Telepon pengirim: kuncinya perlu diputar.")
    ),
    SebabGalat.TANDA_TANGAN_SALAH: Rupa(N_("Tanda tangan tidak cocok"), _CURIGA),
    SebabGalat.TIDAK_TERBUKA: Rupa(
        N_("Tidak terbuka dengan kunci kita"),
        N_("Kirim ulang sudah diminta. Bila kunci di sini hilang, pulihkan dari cadangan kunci atau putar kunci."),
    ),
    SebabGalat.ISI_RUSAK: Rupa(N_("Isi tidak sesuai jenisnya"), _PERBARUI),
    SebabGalat.EPOCH_LAMA: Rupa(
        N_("Pesan dari urutan yang sudah ditinggalkan pengirim"),
        N_("Tidak perlu apa-apa: pengirim mengirimnya lagi dalam urutan barunya."),
    ),
    SebabGalat.KEDALUWARSA: Rupa(N_("Pesan lewat batas waktunya"), N_("Tidak perlu apa-apa.")),
    SebabGalat.NOMOR_TERPAKAI: Rupa(
        N_("Nomor yang sama untuk pesan lain"),
        N_("Pengirim dipulihkan dari cadangan. Ia diminta memulai urutan baru; bila tidak pulih, telepon pengirim."),
    ),
    SebabGalat.DIREKTORI_TIDAK_SAH: Rupa(N_("Direktori yang tidak ditandatangani akar"), _CURIGA),
    SebabGalat.DIPULIHKAN: Rupa(
        N_("Basis data di sini lebih lama daripada yang diketahui fasilitas lain"),
        N_("Basis data dipulihkan dari cadangan. Kirim ulang sudah diminta; catat lagi yang dicatat sesudah cadangan."),
    ),
    SebabGalat.BERLUBANG: Rupa(
        N_("Ada kiriman yang tidak bisa dikirim ulang"),
        N_("Telepon fasilitas di ujung jalur ini dan cocokkan rujukan satu per satu."),
    ),
    SebabGalat.HUB_MENOLAK: Rupa(N_("Hub tidak mengizinkan jalur ini"), N_("Telepon Dinkes: pendaftarannya keliru.")),
    SebabGalat.UJUNG_ASING: Rupa(N_("Pesan terakhir di jalur kita bukan dari kita"), _CURIGA),
}
"""Every cause has a sentence for people, and what to do."""
