"""No, as a value: a stable `kode`, what to do next in Indonesian, and the same in English.

Sentences are templates; their values are unit codes, states and counts, never anything about a patient.
"""

import dataclasses
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Golongan(StrEnum):
    """What kind of no it is; a door turns it into its own status (HTTP 409, exit code 1 …)."""

    DITOLAK = "ditolak"
    TIDAK_BERHAK = "tidak_berhak"
    TIDAK_DIKENAL = "tidak_dikenal"
    TIDAK_SAH = "tidak_sah"
    TERLALU_BANYAK = "terlalu_banyak"
    BELUM_TERCATAT = "belum_tercatat"
    BELUM_MASUK = "belum_masuk"
    TERLALU_SERING = "terlalu_sering"
    GALAT = "galat"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One refusal's words."""

    golongan: Golongan
    id: str
    en: str


_G = Golongan
SENTENCES: Final[dict[str, Sentence]] = {
    # the record's life
    "keadaan_tidak_sesuai": Sentence(
        _G.DITOLAK,
        "Berkas sedang {keadaan}, jadi {perintah} tidak bisa. Yang bisa sekarang: {bisa}.",
        "The record is {keadaan}, so {perintah} is not possible. Possible now: {bisa}.",
    ),
    "di_unit_tujuan": Sentence(
        _G.DITOLAK,
        "Berkas ini ditujukan ke {tujuan}. Antarkan ke sana, atau minta ruang rekam medis mengalihkannya.",
        "This record is meant for {tujuan}. Take it there, or ask the record room to redirect it.",
    ),
    "menuju_rekam_medis": Sentence(
        _G.DITOLAK,
        "Berkas ini ditujukan ke {tujuan}, belum waktunya kembali. Antarkan ke sana dulu.",
        "This record is on its way to {tujuan}, not home yet. Take it there first.",
    ),
    "bertugas_di_unit": Sentence(
        _G.TIDAK_BERHAK,
        "Anda tidak bertugas di {unit}. Minta petugas unit itu memindainya, atau minta admin menambah unit Anda.",
        "You do not serve in {unit}. Ask that unit's staff to scan it, or ask the admin to add the unit to you.",
    ),
    "peran_tidak_boleh": Sentence(
        _G.TIDAK_BERHAK,
        "Peran Anda tidak boleh {perintah}. Yang boleh: {peran}.",
        "Your role may not {perintah}. Allowed: {peran}.",
    ),
    "belum_lengkap": Sentence(
        _G.DITOLAK,
        "Berkas {keadaan} belum dinyatakan lengkap, jadi belum boleh disimpan. Rakit dan periksa dulu kelengkapannya.",
        "The record is {keadaan}, not yet found complete, so it may not be stored. Assemble and check it first.",
    ),
    "berkas_hilang": Sentence(
        _G.DITOLAK,
        "Berkas ini dilaporkan hilang. Bila ada di tangan Anda, catat sebagai ditemukan.",
        "This record is reported missing. If it is in your hands, record it as found.",
    ),
    "berkas_fisik": Sentence(
        _G.DITOLAK,
        "Berkas elektronik tidak berpindah tempat. Pilih berkas fisiknya.",
        "An electronic record does not travel. Choose the paper one.",
    ),
    "berkas_elektronik": Sentence(
        _G.DITOLAK,
        "Berkas fisik dirakit setelah kembali ke ruang rekam medis. Terima kembali dulu.",
        "A paper record is assembled after it is back in the record room. Receive it back first.",
    ),
    "unit_pelayanan": Sentence(
        _G.DITOLAK,
        "Tujuan harus unit pelayanan, bukan ruang rekam medis. Untuk pulang gunakan kirim kembali.",
        "The destination must be a service unit, not the record room. To go home use send back.",
    ),
    "unit_lain": Sentence(
        _G.DITOLAK,
        "Berkas sudah berada di {lokasi}. Pilih unit lain sebagai tujuan.",
        "The record is already at {lokasi}. Choose another unit.",
    ),
    "tidak_ditahan": Sentence(
        _G.DITOLAK,
        "Berkas ini ditahan, jadi tidak boleh diinaktifkan, digabung, atau dimusnahkan. Lepas penahanannya dulu.",
        "This record is on hold, so it may not be inactivated, merged or destroyed. Lift the hold first.",
    ),
    "belum_ditahan": Sentence(
        _G.DITOLAK, "Berkas ini sudah ditahan. Tidak perlu diulang.", "This record is already on hold."
    ),
    "sedang_ditahan": Sentence(_G.DITOLAK, "Berkas ini tidak sedang ditahan.", "This record is not on hold."),
    "orang_lain": Sentence(
        _G.TIDAK_BERHAK,
        "Anda yang mengusulkan atau menemukannya, jadi orang lain yang harus menyetujui.",
        "You proposed or found it, so somebody else must approve.",
    ),
    "bukan_dirinya": Sentence(
        _G.DITOLAK, "Berkas tidak bisa digabung ke dirinya sendiri.", "A record cannot be merged into itself."
    ),
    "pembawa_berbeda": Sentence(
        _G.DITOLAK,
        "Berkas kertas dan berkas elektronik tidak digabung: keduanya sudah satu rekam medis. Pilih pembawa yang sama.",
        "Paper and electronic records are not merged: they are one medical record already. Choose the same carrier.",
    ),
    "tujuan_gabung_tamat": Sentence(
        _G.DITOLAK,
        "Berkas tujuan sudah {keadaan}. Gabungkan ke berkas yang masih ada.",
        "The target record is {keadaan}. Merge into a record that still exists.",
    ),
    "jatuh_tempo_nanti": Sentence(
        _G.TIDAK_SAH, "Batas pinjam sudah lewat. Pilih waktu setelah peminjaman.", "The due time is already past."
    ),
    "gerak_sendiri": Sentence(
        _G.TIDAK_BERHAK,
        "Hanya pelaku gerak terakhir yang boleh mengurungkannya. Minta orangnya, atau lakukan gerak baru.",
        "Only the one who made the last move may undo it. Ask them, or make a new move.",
    ),
    "masih_baru": Sentence(
        _G.DITOLAK,
        "Gerak terakhir sudah terlalu lama untuk diurungkan. Lakukan gerak baru.",
        "The last move is too old to be undone. Make a new move.",
    ),
    "tidak_ada_gerak": Sentence(
        _G.DITOLAK, "Tidak ada gerak yang bisa diurungkan pada berkas ini.", "There is no move to undo on this record."
    ),
    "menunggu_putusan": Sentence(
        _G.DITOLAK,
        "Berkas sedang {keadaan}: pemindaian saja tidak cukup. Pilih: {bisa}.",
        "The record is {keadaan}: a scan alone does not decide. Choose: {bisa}.",
    ),
    # what a command refers to
    "berkas_tidak_dikenal": Sentence(
        _G.TIDAK_DIKENAL,
        "Berkas itu tidak ada di sini. Periksa nomornya, atau daftarkan dulu.",
        "There is no such record here. Check the number, or register it first.",
    ),
    "berkas_sudah_ada": Sentence(
        _G.DITOLAK,
        "Nomor itu sudah dipakai berkas lain. Cari berkasnya, atau pakai nomor lain.",
        "That number already belongs to a record. Look it up, or use another number.",
    ),
    "unit_tidak_dikenal": Sentence(
        _G.TIDAK_SAH,
        "Unit {unit} tidak ada di fasilitas ini. Pilih dari daftar unit.",
        "There is no unit {unit} in this facility. Choose one from the list.",
    ),
    "petugas_tidak_dikenal": Sentence(
        _G.TIDAK_SAH,
        "Petugas itu tidak dikenal atau sudah tidak aktif. Pindai kartu petugas yang benar.",
        "That staff member is unknown or no longer active. Scan the right badge.",
    ),
    "cek_tidak_terbuka": Sentence(
        _G.DITOLAK, "Baris itu tidak (lagi) menunggu pemeriksaan.", "That line is not (or no longer) waiting."
    ),
    # the command itself
    "versi_usang": Sentence(
        _G.DITOLAK,
        "Berkas sudah berubah sejak layar Anda dibuka (versi {versi} sekarang {kini}). Muat ulang lalu putuskan lagi.",
        "The record has changed since your screen was opened (version {versi}, now {kini}). Reload and decide again.",
    ),
    "perintah_id_terpakai": Sentence(
        _G.DITOLAK,
        "command_id ini sudah dipakai untuk perintah lain. Buat command_id baru.",
        "This command_id was already used for another command. Make a new one.",
    ),
    "waktu_di_depan": Sentence(
        _G.TIDAK_SAH,
        "terjadi_pada {detik} detik di depan jam server. Betulkan jam perangkat lalu kirim lagi.",
        "terjadi_pada is {detik} seconds ahead of the server. Set the device's clock and send again.",
    ),
    "sebelum_berkas_ada": Sentence(
        _G.TIDAK_SAH,
        "terjadi_pada lebih awal daripada pendaftaran berkas ini. Periksa tanggalnya.",
        "terjadi_pada is earlier than this record's registration. Check the date.",
    ),
    "perintah_tidak_dikenal": Sentence(
        _G.TIDAK_SAH,
        "Tidak ada perintah bernama {jenis}. Lihat daftar perintah di dokumentasi.",
        "There is no command named {jenis}. See the list in the documentation.",
    ),
    "isian_tidak_sah": Sentence(
        _G.TIDAK_SAH,
        "Isian {field} tidak sah: {sebab}. Betulkan lalu kirim lagi.",
        "Field {field} is not valid: {sebab}. Correct it and send again.",
    ),
    "json_rusak": Sentence(
        _G.TIDAK_SAH, "Isi kiriman bukan JSON yang utuh. Kirim ulang.", "The body is not whole JSON. Send it again."
    ),
    "kode_tidak_sah": Sentence(
        _G.TIDAK_SAH,
        "Kode yang dipindai tidak sah: {sebab}. Pindai ulang, atau ketik nomornya.",
        "The scanned code is not valid: {sebab}. Scan again, or type the number.",
    ),
    "kode_salah_kotak": Sentence(
        _G.TIDAK_SAH,
        "Ini kode {jenis}, yang diminta kode {diminta}.",
        "This is a {jenis} code; a {diminta} code is expected here.",
    ),
    "nomor_ganda": Sentence(
        _G.DITOLAK,
        "Ada {jumlah} berkas dengan akhiran itu. Ketik lebih banyak angka.",
        "{jumlah} records end like that. Type more digits.",
    ),
    "terlalu_besar": Sentence(
        _G.TERLALU_BANYAK,
        "Kiriman terlalu besar (paling banyak {batas}). Bagi menjadi beberapa kiriman.",
        "The request is too large (at most {batas}). Split it.",
    ),
    "terlalu_banyak": Sentence(
        _G.TERLALU_BANYAK,
        "Terlalu banyak perintah sekaligus ({jumlah}; paling banyak {batas}). Bagi menjadi beberapa kiriman.",
        "Too many commands at once ({jumlah}; at most {batas}). Split the request.",
    ),
    "belum_tercatat": Sentence(
        _G.BELUM_TERCATAT,
        "Belum tercatat: penyimpanan sedang bermasalah. Kirim lagi dengan command_id yang sama.",
        "Not recorded yet: storage is in trouble. Send again with the same command_id.",
    ),
    "antrean_penuh": Sentence(
        _G.BELUM_TERCATAT,
        "Belum tercatat: terlalu banyak yang menunggu. Tunggu sebentar, lalu kirim lagi dengan command_id yang sama.",
        "Not recorded yet: too many are waiting. Wait a little, then send again with the same command_id.",
    ),
    # people and access
    "admin_terakhir": Sentence(
        _G.DITOLAK,
        "Ini admin aktif yang terakhir. Jadikan orang lain admin dulu.",
        "This is the last active admin. Make somebody else an admin first.",
    ),
    "akun_tidak_dikenal": Sentence(
        _G.TIDAK_DIKENAL,
        "Akun itu tidak ada di sini. Periksa nama penggunanya.",
        "There is no such account here. Check the user name.",
    ),
    "akun_tidak_sah": Sentence(
        _G.TIDAK_SAH,
        "Isian {field} tidak sah: {sebab}. Betulkan lalu simpan lagi.",
        "Field {field} is not valid: {sebab}. Correct it and save again.",
    ),
    "belum_masuk": Sentence(
        _G.BELUM_MASUK,
        "Anda belum masuk, atau sesi Anda sudah berakhir. Masuk lagi.",
        "You are not logged in, or your session has ended. Log in again.",
    ),
    "cakupan_kurang": Sentence(
        _G.TIDAK_BERHAK,
        "Token perangkat ini tidak mencakup {cakupan}. Minta admin membuat token yang sesuai.",
        "This device's token does not cover {cakupan}. Ask the admin for one that does.",
    ),
    "csrf_tidak_cocok": Sentence(
        _G.TIDAK_BERHAK,
        "Kiriman ini tidak berasal dari halaman Anda. Muat ulang halaman, lalu coba lagi.",
        "This request does not come from your page. Reload the page and try again.",
    ),
    "harus_ganti_sandi": Sentence(
        _G.TIDAK_BERHAK,
        "Sandi Anda masih sandi awal. Ganti dulu sandi Anda.",
        "You still have a first password. Change it first.",
    ),
    "kartu_terpakai": Sentence(
        _G.DITOLAK,
        "Kode kartu itu sudah dipakai petugas lain. Pakai kode lain.",
        "That badge code already belongs to somebody. Use another one.",
    ),
    "nama_pengguna_terpakai": Sentence(
        _G.DITOLAK,
        "Nama pengguna itu sudah dipakai. Pilih yang lain.",
        "That user name is taken. Choose another one.",
    ),
    "sandi_lemah": Sentence(
        _G.TIDAK_SAH,
        "Sandi terlalu mudah ditebak: {sebab}. Pilih yang lain.",
        "The password is too easy to guess: {sebab}. Choose another one.",
    ),
    "sandi_salah": Sentence(
        _G.BELUM_MASUK,
        "Nama pengguna atau sandi tidak cocok. Periksa, lalu coba lagi.",
        "User name and password do not match. Check them and try again.",
    ),
    "sesi_terkunci": Sentence(
        _G.BELUM_MASUK,
        "Layar terkunci karena lama tidak dipakai. Masukkan sandi Anda untuk melanjutkan.",
        "The screen is locked after a time without use. Enter your password to go on.",
    ),
    "terlalu_sering": Sentence(
        _G.TERLALU_SERING,
        "Terlalu banyak percobaan. Tunggu {detik} detik, lalu coba lagi.",
        "Too many attempts. Wait {detik} seconds, then try again.",
    ),
    "token_tidak_dikenal": Sentence(
        _G.TIDAK_DIKENAL,
        "Token itu tidak ada, atau sudah dicabut.",
        "There is no such token, or it is revoked already.",
    ),
    "token_tidak_sah": Sentence(
        _G.BELUM_MASUK,
        "Token perangkat tidak sah atau sudah dicabut. Minta admin membuat yang baru.",
        "The device's token is not valid or was revoked. Ask the admin for a new one.",
    ),
    # units and racks
    "kode_tempat_tidak_sah": Sentence(
        _G.TIDAK_SAH,
        "Kode: {dari} sampai {sampai} huruf besar dan angka, tanpa spasi. Betulkan lalu simpan lagi.",
        "Code: {dari} to {sampai} capital letters and digits, no spaces. Correct it and save again.",
    ),
    "nama_tempat_tidak_sah": Sentence(
        _G.TIDAK_SAH, "Nama: 1 sampai {batas} karakter. Simpan lagi.", "Name: 1 to {batas} characters. Save again."
    ),
    "jenis_unit_tidak_dikenal": Sentence(
        _G.TIDAK_SAH, "Jenis unit tidak dikenal. Pilih dari daftar.", "No such kind of unit. Choose from the list."
    ),
    "unit_terpakai": Sentence(
        _G.DITOLAK,
        "Kode {unit} sudah dipakai sebuah unit, mungkin yang nonaktif. Pakai kode lain, atau aktifkan lagi unit itu.",
        "The code {unit} already belongs to a unit, perhaps a closed one. Use another code, or reopen that unit.",
    ),
    "unit_masih_berisi": Sentence(
        _G.DITOLAK,
        "Masih ada {jumlah} berkas yang tercatat di {unit} atau sedang dibawa ke sana. Pulangkan atau alihkan dulu.",
        "Records still at {unit} or being carried there: {jumlah}. Bring them home or send them on first.",
    ),
    "ruang_rekam_medis_tetap": Sentence(
        _G.DITOLAK,
        "Ruang rekam medis (RM) tidak bisa dinonaktifkan atau diganti jenisnya; namanya boleh.",
        "The record room (RM) cannot be closed or change its kind; its name may change.",
    ),
    "rak_terpakai": Sentence(
        _G.DITOLAK, "Kode rak {rak} sudah dipakai. Pakai kode lain.", "The rack code {rak} is taken. Use another one."
    ),
    "rak_tidak_dikenal": Sentence(
        _G.TIDAK_DIKENAL, "Rak {rak} tidak ada (lagi). Muat ulang.", "There is no rack {rak} (any more). Reload."
    ),
    # the doors
    "alamat_tidak_dikenal": Sentence(
        _G.TIDAK_DIKENAL,
        "Tidak ada apa-apa di alamat ini. Periksa tautannya.",
        "There is nothing at this address. Check the link.",
    ),
    "belum_disiapkan": Sentence(
        _G.BELUM_TERCATAT,
        "Fasilitas ini belum disiapkan. Buka halaman pertama untuk mengisi nama, zona, dan unitnya.",
        "This facility is not set up yet. Open the first page to enter its name, zone and units.",
    ),
    "galat_dalam": Sentence(
        _G.GALAT,
        "Ada kesalahan di pihak kami dan sudah dicatat. Coba lagi; bila tetap gagal, beri tahu admin.",
        "Something is wrong on our side and has been logged. Try again; if it stays, tell the admin.",
    ),
    "jenis_isi": Sentence(
        _G.TIDAK_SAH,
        "Isi kiriman harus {diminta}. Setel Content-Type lalu kirim lagi.",
        "The body must be {diminta}. Set Content-Type and send again.",
    ),
    "nama_host": Sentence(
        _G.TIDAK_SAH,
        "Nama host ini tidak dilayani. Tambahkan ke pengaturan bila memang milik fasilitas ini.",
        "This host name is not served. Add it to the settings if it belongs to this facility.",
    ),
    "metode_tidak_boleh": Sentence(
        _G.TIDAK_SAH,
        "Alamat ini tidak menerima {metode}. Yang bisa: {bisa}.",
        "This address does not take {metode}. Possible: {bisa}.",
    ),
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """A refusal of one command. `field` is the input to mend, where there is one."""

    kode: str
    field: str | None = None
    nilai: dict[str, str | int] = dataclasses.field(default_factory=dict)

    @property
    def golongan(self) -> Golongan:
        """What kind of no."""
        return SENTENCES[self.kode].golongan

    @property
    def kalimat(self) -> str:
        """The Indonesian sentence."""
        return SENTENCES[self.kode].id.format_map(self.nilai)

    @property
    def sentence(self) -> str:
        """The English sentence."""
        return SENTENCES[self.kode].en.format_map(self.nilai)
