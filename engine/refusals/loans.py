"""What is said of loans. Nobody's name stands in these sentences: refusals are kept."""

from typing import Final

from engine.refusals.kinds import Golongan, Sentence

PEMINJAMAN: Final[dict[str, Sentence]] = {
    "peminjaman_tidak_dikenal": Sentence(
        Golongan.TIDAK_DIKENAL,
        "Peminjaman itu tidak ada di sini. Periksa, atau ajukan dulu.",
        "There is no such loan here. Check it, or ask for one first.",
    ),
    "sebelum_peminjaman_ada": Sentence(
        Golongan.TIDAK_SAH,
        "terjadi_pada lebih awal daripada pengajuan peminjaman ini. Periksa jamnya.",
        "terjadi_pada is earlier than this loan's request. Check the time.",
    ),
    "masih_dipinjam": Sentence(
        Golongan.DITOLAK,
        "Berkas masih dipinjam {tempat}, sampai {tempo}. Minta dikembalikan dulu, atau ajukan lagi sesudah itu.",
        "The record is still lent to {tempat}, until {tempo}. Ask for it back first, or ask again after that.",
    ),
    "pinjaman_lain_berlaku": Sentence(
        Golongan.DITOLAK,
        "Sudah ada peminjaman yang disetujui, oleh {tempat}, sampai {tempo}. Serahkan atau batalkan yang itu dulu.",
        "Another loan is approved, for {tempat}, until {tempo}. Hand that one over or call it off first.",
    ),
    "pinjaman_sudah_diajukan": Sentence(
        Golongan.DITOLAK,
        "Peminjaman berkas ini oleh peminjam yang sama sudah diajukan dan menunggu persetujuan.",
        "A loan of this record to the same borrower is already waiting for approval.",
    ),
    "perlu_izin_pinjam": Sentence(
        Golongan.DITOLAK,
        "Meminjam untuk {keperluan} perlu izin ({peran}). Ajukan peminjaman dulu, lalu serahkan setelah disetujui.",
        "Lending for {keperluan} needs approval ({peran}). Ask for a loan first, and hand over once it is approved.",
    ),
    "pinjam_terlalu_lama": Sentence(
        Golongan.TIDAK_SAH,
        "Batas pinjam untuk {keperluan} paling lama {tempo}. Pilih tanggal yang lebih awal.",
        "A loan for {keperluan} may last until {tempo} at most. Choose an earlier date.",
    ),
    "berkas_tidak_dipinjamkan": Sentence(
        Golongan.DITOLAK,
        "Berkas ini {keadaan}, jadi tidak bisa dipinjamkan.",
        "This record is {keadaan}, so it cannot be lent.",
    ),
    "peminjam_atau_pihak": Sentence(
        Golongan.TIDAK_SAH,
        "Sebut satu peminjam: petugas di sini, atau pihak luar beserta namanya; tidak keduanya.",
        "Name one borrower: a member of staff, or an outside party with a name; not both.",
    ),
    "nama_peminjam_wajib": Sentence(
        Golongan.TIDAK_SAH,
        "Peminjam dari luar harus bernama. Isi nama orang yang membawa berkas.",
        "An outside borrower needs a name. Enter the name of whoever takes the record.",
    ),
    "pinjaman_berkas_lain": Sentence(
        Golongan.DITOLAK,
        "Peminjaman itu untuk berkas lain. Periksa nomor berkasnya.",
        "That loan is for another record. Check the record's number.",
    ),
    "pinjaman_belum_disetujui": Sentence(
        Golongan.DITOLAK,
        "Peminjaman ini {keadaan}, jadi berkasnya tidak bisa diserahkan. Hanya yang disetujui boleh diserahkan.",
        "This loan is {keadaan}, so the record cannot be handed over. Only an approved one can.",
    ),
    "pinjaman_berbeda": Sentence(
        Golongan.TIDAK_SAH,
        "Isian {field} berbeda dengan peminjaman yang disetujui. Kosongkan, atau ajukan peminjaman baru.",
        "Field {field} differs from the approved loan. Leave it out, or ask for a new loan.",
    ),
    "izin_pinjam_habis": Sentence(
        Golongan.DITOLAK,
        "Izin peminjaman ini habis {tempo} tanpa diambil. Ajukan lagi.",
        "This loan's approval ran out on {tempo} without being used. Ask again.",
    ),
    "perlu_izin": Sentence(Golongan.DITOLAK, "Keperluan ini tidak memerlukan izin.", "This purpose needs no approval."),
    "tanpa_izin": Sentence(Golongan.DITOLAK, "Keperluan ini memerlukan izin.", "This purpose needs approval."),
    "penyetuju_pinjam": Sentence(
        Golongan.TIDAK_BERHAK,
        "Menurut kebijakan, keperluan ini diputus peran lain dari peran Anda. Minta yang berwenang.",
        "By policy another role than yours decides on this purpose. Ask somebody who may.",
    ),
    "bukan_pengaju": Sentence(
        Golongan.TIDAK_BERHAK,
        "Anda yang mengajukan atau yang meminjam, jadi orang lain yang harus memutuskan.",
        "You asked for it or borrow it, so somebody else must decide.",
    ),
    "pengaju_atau_penyelia": Sentence(
        Golongan.TIDAK_BERHAK,
        "Hanya yang mengajukan, yang meminjam, atau ruang rekam medis yang boleh membatalkan.",
        "Only who asked, who borrows, or the record room may call it off.",
    ),
    "masih_bisa_diperpanjang": Sentence(
        Golongan.DITOLAK,
        "Peminjaman ini sudah diperpanjang sebanyak yang boleh. Minta berkasnya dikembalikan, lalu ajukan lagi.",
        "This loan has been extended as often as allowed. Ask for the record back, then ask for a new loan.",
    ),
    "batas_lebih_lama": Sentence(
        Golongan.TIDAK_SAH,
        "Batas yang baru harus sesudah batas yang sekarang. Pilih tanggal yang lebih kemudian.",
        "The new due time must be after the present one. Choose a later date.",
    ),
    "pinjaman_sudah_diserahkan": Sentence(
        Golongan.DITOLAK,
        "Berkasnya sudah diserahkan, jadi peminjaman tidak bisa dibatalkan. Terima kembali berkasnya.",
        "The record was handed over already, so the loan cannot be called off. Receive the record back.",
    ),
    "pinjaman_sudah_diputus": Sentence(
        Golongan.DITOLAK,
        "Peminjaman ini sudah {keadaan}. Muat ulang untuk melihat yang terbaru.",
        "This loan is {keadaan} already. Reload to see the latest.",
    ),
    "telepon_unit_tidak_sah": Sentence(
        Golongan.TIDAK_SAH,
        "Telepon: angka, boleh dengan spasi, kurung, titik, atau garis; 2 sampai 31 karakter. Simpan lagi.",
        "Telephone: digits, with spaces, brackets, dots or dashes; 2 to 31 characters. Save again.",
    ),
    "pinjaman_tidak_di_luar": Sentence(
        Golongan.DITOLAK,
        "Berkasnya tidak sedang di peminjam, jadi tidak ada yang diperpanjang.",
        "The record is not with the borrower, so there is nothing to extend.",
    ),
}
