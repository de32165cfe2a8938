"""What is said at the doors: people and access, units and racks, HTTP."""

from typing import Final

from engine.refusals.kinds import Golongan, Sentence

PINTU: Final[dict[str, Sentence]] = {
    # people and access
    "admin_terakhir": Sentence(
        Golongan.DITOLAK,
        "Ini admin aktif yang terakhir. Jadikan orang lain admin dulu.",
        "This is the last active admin. Make somebody else an admin first.",
    ),
    "akun_tidak_dikenal": Sentence(
        Golongan.TIDAK_DIKENAL,
        "Akun itu tidak ada di sini. Periksa nama penggunanya.",
        "There is no such account here. Check the user name.",
    ),
    "akun_tidak_sah": Sentence(
        Golongan.TIDAK_SAH,
        "Isian {field} tidak sah: {sebab}. Betulkan lalu simpan lagi.",
        "Field {field} is not valid: {sebab}. Correct it and save again.",
    ),
    "belum_masuk": Sentence(
        Golongan.BELUM_MASUK,
        "Anda belum masuk, atau sesi Anda sudah berakhir. Masuk lagi.",
        "You are not logged in, or your session has ended. Log in again.",
    ),
    "cakupan_kurang": Sentence(
        Golongan.TIDAK_BERHAK,
        "Token perangkat ini tidak mencakup {cakupan}. Minta admin membuat token yang sesuai.",
        "This device's token does not cover {cakupan}. Ask the admin for one that does.",
    ),
    "csrf_tidak_cocok": Sentence(
        Golongan.TIDAK_BERHAK,
        "Kiriman ini tidak berasal dari halaman Anda. Muat ulang halaman, lalu coba lagi.",
        "This request does not come from your page. Reload the page and try again.",
    ),
    "harus_ganti_sandi": Sentence(
        Golongan.TIDAK_BERHAK,
        "Sandi Anda masih sandi awal. Ganti dulu sandi Anda.",
        "You still have a first password. Change it first.",
    ),
    "kartu_terpakai": Sentence(
        Golongan.DITOLAK,
        "Kode kartu itu sudah dipakai petugas lain. Pakai kode lain.",
        "That badge code already belongs to somebody. Use another one.",
    ),
    "nama_pengguna_terpakai": Sentence(
        Golongan.DITOLAK,
        "Nama pengguna itu sudah dipakai. Pilih yang lain.",
        "That user name is taken. Choose another one.",
    ),
    "sandi_lemah": Sentence(
        Golongan.TIDAK_SAH,
        "Sandi terlalu mudah ditebak: {sebab}. Pilih yang lain.",
        "The password is too easy to guess: {sebab}. Choose another one.",
    ),
    "sandi_salah": Sentence(
        Golongan.BELUM_MASUK,
        "Nama pengguna atau sandi tidak cocok. Periksa, lalu coba lagi.",
        "User name and password do not match. Check them and try again.",
    ),
    "sesi_terkunci": Sentence(
        Golongan.BELUM_MASUK,
        "Layar terkunci karena lama tidak dipakai. Masukkan sandi Anda untuk melanjutkan.",
        "The screen is locked after a time without use. Enter your password to go on.",
    ),
    "terlalu_sering": Sentence(
        Golongan.TERLALU_SERING,
        "Terlalu banyak percobaan. Tunggu {detik} detik, lalu coba lagi.",
        "Too many attempts. Wait {detik} seconds, then try again.",
    ),
    "token_tidak_dikenal": Sentence(
        Golongan.TIDAK_DIKENAL,
        "Token itu tidak ada, atau sudah dicabut.",
        "There is no such token, or it is revoked already.",
    ),
    "token_tidak_sah": Sentence(
        Golongan.BELUM_MASUK,
        "Token perangkat tidak sah atau sudah dicabut. Minta admin membuat yang baru.",
        "The device's token is not valid or was revoked. Ask the admin for a new one.",
    ),
    # units and racks
    "kode_tempat_tidak_sah": Sentence(
        Golongan.TIDAK_SAH,
        "Kode: {dari} sampai {sampai} huruf besar dan angka, tanpa spasi. Betulkan lalu simpan lagi.",
        "Code: {dari} to {sampai} capital letters and digits, no spaces. Correct it and save again.",
    ),
    "nama_tempat_tidak_sah": Sentence(
        Golongan.TIDAK_SAH,
        "Nama: 1 sampai {batas} karakter. Simpan lagi.",
        "Name: 1 to {batas} characters. Save again.",
    ),
    "jenis_unit_tidak_dikenal": Sentence(
        Golongan.TIDAK_SAH,
        "Jenis unit tidak dikenal. Pilih dari daftar.",
        "No such kind of unit. Choose from the list.",
    ),
    "unit_terpakai": Sentence(
        Golongan.DITOLAK,
        "Kode {unit} sudah dipakai sebuah unit, mungkin yang nonaktif. Pakai kode lain, atau aktifkan lagi unit itu.",
        "The code {unit} already belongs to a unit, perhaps a closed one. Use another code, or reopen that unit.",
    ),
    "unit_masih_berisi": Sentence(
        Golongan.DITOLAK,
        "Masih ada {jumlah} berkas yang tercatat di {unit} atau sedang dibawa ke sana. Pulangkan atau alihkan dulu.",
        "Records still at {unit} or being carried there: {jumlah}. Bring them home or send them on first.",
    ),
    "ruang_rekam_medis_tetap": Sentence(
        Golongan.DITOLAK,
        "Ruang rekam medis (RM) tidak bisa dinonaktifkan atau diganti jenisnya; namanya boleh.",
        "The record room (RM) cannot be closed or change its kind; its name may change.",
    ),
    "rak_terpakai": Sentence(
        Golongan.DITOLAK,
        "Kode rak {rak} sudah dipakai. Pakai kode lain.",
        "The rack code {rak} is taken. Use another one.",
    ),
    "rak_tidak_dikenal": Sentence(
        Golongan.TIDAK_DIKENAL, "Rak {rak} tidak ada (lagi). Muat ulang.", "There is no rack {rak} (any more). Reload."
    ),
    # the doors
    "alamat_tidak_dikenal": Sentence(
        Golongan.TIDAK_DIKENAL,
        "Tidak ada apa-apa di alamat ini. Periksa tautannya.",
        "There is nothing at this address. Check the link.",
    ),
    "belum_disiapkan": Sentence(
        Golongan.BELUM_TERCATAT,
        "Fasilitas ini belum disiapkan. Buka halaman pertama untuk mengisi nama, zona, dan unitnya.",
        "This facility is not set up yet. Open the first page to enter its name, zone and units.",
    ),
    "basis_data_diam": Sentence(
        Golongan.BELUM_TERCATAT,
        "Basis data tidak menjawab. Coba sebentar lagi; perintah dengan command_id yang sama dicatat sekali saja.",
        "The database does not answer just now. Try again soon; a command with the same command_id is recorded once.",
    ),
    "galat_dalam": Sentence(
        Golongan.GALAT,
        "Ada kesalahan di pihak kami dan sudah dicatat. Coba lagi; bila tetap gagal, beri tahu admin.",
        "Something is wrong on our side and has been logged. Try again; if it stays, tell the admin.",
    ),
    "jenis_isi": Sentence(
        Golongan.TIDAK_SAH,
        "Isi kiriman harus {diminta}. Setel Content-Type lalu kirim lagi.",
        "The body must be {diminta}. Set Content-Type and send again.",
    ),
    "nama_host": Sentence(
        Golongan.TIDAK_SAH,
        "Nama host ini tidak dilayani. Tambahkan ke pengaturan bila memang milik fasilitas ini.",
        "This host name is not served. Add it to the settings if it belongs to this facility.",
    ),
    "metode_tidak_boleh": Sentence(
        Golongan.TIDAK_SAH,
        "Alamat ini tidak menerima {metode}. Yang bisa: {bisa}.",
        "This address does not take {metode}. Possible: {bisa}.",
    ),
}
