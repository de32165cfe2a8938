"""What the screens call the words of loans."""

from typing import Final

from schemas.names import (
    AlasanBatalPinjam,
    AlasanTolakPinjam,
    JenisTenggat,
    KeadaanPeminjaman,
    Keperluan,
    Peran,
    PihakLuar,
)
from web.i18n import N_
from web.pages.kata import Rupa

S = KeadaanPeminjaman

KEADAAN_PINJAM: Final[dict[KeadaanPeminjaman, Rupa]] = {
    S.DIAJUKAN: Rupa(N_("Menunggu izin"), "meja", "jam"),
    S.DISETUJUI: Rupa(N_("Boleh diambil"), "rak", "benar"),
    S.DITOLAK: Rupa(N_("Ditolak"), "salah", "silang"),
    S.DISERAHKAN: Rupa(N_("Di peminjam"), "jalan", "orang"),
    S.DIKEMBALIKAN: Rupa(N_("Sudah kembali"), "tamat", "pulang"),
    S.DIBATALKAN: Rupa(N_("Dibatalkan"), "tamat", "silang"),
    S.KEDALUWARSA_IZIN: Rupa(N_("Izin habis"), "tamat", "jam"),
}
"""Every state a loan on a screen can be in."""

KEPERLUAN: Final[dict[Keperluan, str]] = {
    Keperluan.KLAIM: N_("klaim"),
    Keperluan.PENELITIAN: N_("penelitian"),
    Keperluan.PENGADILAN: N_("pengadilan"),
    Keperluan.PENDIDIKAN: N_("pendidikan"),
    Keperluan.AUDIT: N_("audit"),
    Keperluan.LAINNYA: N_("lainnya"),
}

PIHAK: Final[dict[PihakLuar, str]] = {
    PihakLuar.PENGADILAN: N_("Pengadilan"),
    PihakLuar.KEPOLISIAN: N_("Kepolisian"),
    PihakLuar.BPJS: N_("BPJS Kesehatan"),
    PihakLuar.ASURANSI: N_("Asuransi lain"),
    PihakLuar.PENELITI: N_("Peneliti"),
    PihakLuar.FASYANKES_LAIN: N_("Fasilitas kesehatan lain"),
    PihakLuar.INSTANSI_LAIN: N_("Instansi lain"),
}

ALASAN_TOLAK: Final[dict[AlasanTolakPinjam, str]] = {
    AlasanTolakPinjam.TANPA_SURAT: N_("tidak ada surat permintaan"),
    AlasanTolakPinjam.BUKAN_YANG_BERHAK: N_("bukan yang berhak"),
    AlasanTolakPinjam.KEPERLUAN_TIDAK_JELAS: N_("keperluan tidak jelas"),
    AlasanTolakPinjam.DIPERLUKAN_PELAYANAN: N_("diperlukan pelayanan"),
    AlasanTolakPinjam.CUKUP_SALINAN: N_("cukup salinan"),
    AlasanTolakPinjam.LAINNYA: N_("lainnya"),
}

ALASAN_BATAL: Final[dict[AlasanBatalPinjam, str]] = {
    AlasanBatalPinjam.TIDAK_JADI: N_("tidak jadi"),
    AlasanBatalPinjam.SALAH_BERKAS: N_("salah berkas"),
    AlasanBatalPinjam.DIPERLUKAN_PELAYANAN: N_("diperlukan pelayanan"),
    AlasanBatalPinjam.LAINNYA: N_("lainnya"),
}

KATA_KALIMAT: Final = (N_("tanpa surat"), N_("izin pinjam"))
"""Small words inside the sentences of the timeline that stand nowhere else."""

BAGIAN: Final[dict[str, str]] = {
    "menunggu": N_("Menunggu izin"),
    "siap": N_("Boleh diambil"),
    "keluar": N_("Di peminjam"),
    "lewat": N_("Terlambat kembali"),
    "saya": N_("Pinjaman saya"),
}
"""The parts of the page, in the order of a loan's life."""

JENIS_LEWAT: Final[dict[JenisTenggat, str]] = {
    JenisTenggat.PINJAMAN: N_("Dipinjam"),
    JenisTenggat.PENGEMBALIAN: N_("Di unit"),
}

RUANG_REKAM_MEDIS: Final = frozenset({Peran.PEREKAM_MEDIS, Peran.KEPALA})
"""Who hands over, extends and approves."""
PENERIMA: Final = frozenset({Peran.PEREKAM_MEDIS, Peran.PETUGAS_PENDAFTARAN})
"""Who takes a lent folder back."""
PEMOHON: Final = RUANG_REKAM_MEDIS | {Peran.PETUGAS_PENDAFTARAN, Peran.PETUGAS_UNIT, Peran.DOKTER}
"""Who may ask for a loan."""
