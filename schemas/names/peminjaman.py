"""Words of loans."""

from enum import StrEnum


class KeadaanPeminjaman(StrEnum):
    """The states of a loan: from the request to the folder's return."""

    BARU = "baru"
    DIAJUKAN = "diajukan"
    DISETUJUI = "disetujui"
    DITOLAK = "ditolak"
    DISERAHKAN = "diserahkan"
    DIKEMBALIKAN = "dikembalikan"
    DIBATALKAN = "dibatalkan"
    KEDALUWARSA_IZIN = "kedaluwarsa_izin"


class PihakLuar(StrEnum):
    """Who borrows a folder without being staff; the person's name stands in the loan's row and nowhere else."""

    PENGADILAN = "pengadilan"
    KEPOLISIAN = "kepolisian"
    BPJS = "bpjs"
    ASURANSI = "asuransi"
    PENELITI = "peneliti"
    FASYANKES_LAIN = "fasyankes_lain"
    INSTANSI_LAIN = "instansi_lain"


class AlasanTolakPinjam(StrEnum):
    """Why a loan is not approved."""

    TANPA_SURAT = "tanpa_surat"
    BUKAN_YANG_BERHAK = "bukan_yang_berhak"
    KEPERLUAN_TIDAK_JELAS = "keperluan_tidak_jelas"
    DIPERLUKAN_PELAYANAN = "diperlukan_pelayanan"
    CUKUP_SALINAN = "cukup_salinan"
    LAINNYA = "lainnya"


class AlasanBatalPinjam(StrEnum):
    """Why a loan is called off before the folder left."""

    TIDAK_JADI = "tidak_jadi"
    SALAH_BERKAS = "salah_berkas"
    DIPERLUKAN_PELAYANAN = "diperlukan_pelayanan"
    LAINNYA = "lainnya"
