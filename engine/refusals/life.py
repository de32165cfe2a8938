"""What is said of a record's life, of what a command names, and of the command itself."""

from typing import Final

from engine.refusals.kinds import Golongan, Sentence

KEHIDUPAN: Final[dict[str, Sentence]] = {
    # the record's life
    "keadaan_tidak_sesuai": Sentence(
        Golongan.DITOLAK,
        "{hal} sedang {keadaan}, jadi {perintah} tidak bisa. Yang bisa sekarang: {bisa}.",
        "{hal}: {keadaan}, so {perintah} is not possible. Possible now: {bisa}.",
    ),
    "id_terpakai": Sentence(
        Golongan.DITOLAK,
        "Pengenal ini sudah dipakai. Buat pengenal baru, lalu kirim lagi.",
        "This identifier is in use. Make a new one and send again.",
    ),
    "mendahului_fakta": Sentence(
        Golongan.DITOLAK,
        "Waktu kejadian mendahului catatan terakhirnya. Periksa jamnya, atau perbaiki catatan yang terakhir dulu.",
        "It is said to have happened before the last thing recorded of it. Check the time, or mend that first.",
    ),
    "di_unit_tujuan": Sentence(
        Golongan.DITOLAK,
        "Berkas ini ditujukan ke {tujuan}. Antarkan ke sana, atau minta ruang rekam medis mengalihkannya.",
        "This record is meant for {tujuan}. Take it there, or ask the record room to redirect it.",
    ),
    "menuju_rekam_medis": Sentence(
        Golongan.DITOLAK,
        "Berkas ini ditujukan ke {tujuan}, belum waktunya kembali. Antarkan ke sana dulu.",
        "This record is on its way to {tujuan}, not home yet. Take it there first.",
    ),
    "bertugas_di_unit": Sentence(
        Golongan.TIDAK_BERHAK,
        "Anda tidak bertugas di {unit}. Minta petugas unit itu memindainya, atau minta admin menambah unit Anda.",
        "You do not serve in {unit}. Ask that unit's staff to scan it, or ask the admin to add the unit to you.",
    ),
    "peran_tidak_boleh": Sentence(
        Golongan.TIDAK_BERHAK,
        "Peran Anda tidak boleh {perintah}. Yang boleh: {peran}.",
        "Your role may not {perintah}. Allowed: {peran}.",
    ),
    "belum_lengkap": Sentence(
        Golongan.DITOLAK,
        "Berkas {keadaan} belum dinyatakan lengkap, jadi belum boleh disimpan. Rakit dan periksa dulu kelengkapannya.",
        "The record is {keadaan}, not yet found complete, so it may not be stored. Assemble and check it first.",
    ),
    "berkas_hilang": Sentence(
        Golongan.DITOLAK,
        "Berkas ini dilaporkan hilang. Bila ada di tangan Anda, catat sebagai ditemukan.",
        "This record is reported missing. If it is in your hands, record it as found.",
    ),
    "berkas_fisik": Sentence(
        Golongan.DITOLAK,
        "Berkas elektronik tidak berpindah tempat. Pilih berkas fisiknya.",
        "An electronic record does not travel. Choose the paper one.",
    ),
    "berkas_elektronik": Sentence(
        Golongan.DITOLAK,
        "Berkas fisik dirakit setelah kembali ke ruang rekam medis. Terima kembali dulu.",
        "A paper record is assembled after it is back in the record room. Receive it back first.",
    ),
    "unit_pelayanan": Sentence(
        Golongan.DITOLAK,
        "Tujuan harus unit pelayanan, bukan ruang rekam medis. Untuk pulang gunakan kirim kembali.",
        "The destination must be a service unit, not the record room. To go home use send back.",
    ),
    "unit_lain": Sentence(
        Golongan.DITOLAK,
        "Berkas sudah berada di {lokasi}. Pilih unit lain sebagai tujuan.",
        "The record is already at {lokasi}. Choose another unit.",
    ),
    "tidak_ditahan": Sentence(
        Golongan.DITOLAK,
        "Berkas ini ditahan, jadi tidak boleh diinaktifkan, digabung, atau dimusnahkan. Lepas penahanannya dulu.",
        "This record is on hold, so it may not be inactivated, merged or destroyed. Lift the hold first.",
    ),
    "belum_ditahan": Sentence(
        Golongan.DITOLAK, "Berkas ini sudah ditahan. Tidak perlu diulang.", "This record is already on hold."
    ),
    "pasien_lain": Sentence(
        Golongan.DITOLAK,
        "Berkas ini sudah dikaitkan dengan pasien itu. Tidak perlu diulang.",
        "This record is linked to that patient already.",
    ),
    "tautan_boleh_diganti": Sentence(
        Golongan.TIDAK_BERHAK,
        "Berkas ini sudah dikaitkan dengan pasien lain. Kalau tautannya salah, perekam medis yang memperbaikinya.",
        "This record is linked to another patient already. If that is wrong, record staff mend it.",
    ),
    "sedang_ditahan": Sentence(Golongan.DITOLAK, "Berkas ini tidak sedang ditahan.", "This record is not on hold."),
    "orang_lain": Sentence(
        Golongan.TIDAK_BERHAK,
        "Anda yang mengusulkan atau menemukannya, jadi orang lain yang harus menyetujui.",
        "You proposed or found it, so somebody else must approve.",
    ),
    "bukan_dirinya": Sentence(
        Golongan.DITOLAK, "Berkas tidak bisa digabung ke dirinya sendiri.", "A record cannot be merged into itself."
    ),
    "pembawa_berbeda": Sentence(
        Golongan.DITOLAK,
        "Berkas kertas dan berkas elektronik tidak digabung: keduanya sudah satu rekam medis. Pilih pembawa yang sama.",
        "Paper and electronic records are not merged: they are one medical record already. Choose the same carrier.",
    ),
    "tujuan_gabung_tamat": Sentence(
        Golongan.DITOLAK,
        "Berkas tujuan sudah {keadaan}. Gabungkan ke berkas yang masih ada.",
        "The target record is {keadaan}. Merge into a record that still exists.",
    ),
    "jatuh_tempo_nanti": Sentence(
        Golongan.TIDAK_SAH, "Batas pinjam sudah lewat. Pilih waktu setelah peminjaman.", "The due time is already past."
    ),
    "gerak_sendiri": Sentence(
        Golongan.TIDAK_BERHAK,
        "Hanya pelaku gerak terakhir yang boleh mengurungkannya. Minta orangnya, atau lakukan gerak baru.",
        "Only the one who made the last move may undo it. Ask them, or make a new move.",
    ),
    "masih_baru": Sentence(
        Golongan.DITOLAK,
        "Gerak terakhir sudah terlalu lama untuk diurungkan. Lakukan gerak baru.",
        "The last move is too old to be undone. Make a new move.",
    ),
    "tenggat_tidak_berjalan": Sentence(
        Golongan.DITOLAK,
        "Tenggat itu tidak sedang berjalan pada berkas ini; tidak ada yang perlu ditandai.",
        "That deadline is not running on this record; there is nothing to mark.",
    ),
    "tenggat_tetap": Sentence(
        Golongan.DITOLAK,
        "Tenggat itu tetap seperti semula; tidak ada yang perlu dihitung ulang.",
        "That deadline stays as it was; there is nothing to reckon anew.",
    ),
    "kebijakan_tidak_berlaku": Sentence(
        Golongan.DITOLAK,
        "Kebijakan dengan sidik itu tidak sedang berlaku. Terapkan dulu, atau pakai yang berlaku.",
        "The policy of that fingerprint is not in force. Adopt it first, or use the one in force.",
    ),
    "kebijakan_berubah_lagi": Sentence(
        Golongan.DITOLAK,
        "Berkas kebijakan berubah lagi sejak akibatnya dilihat, atau tidak dapat dipakai. Lihat akibatnya lagi.",
        "The policy files have changed since you looked, or cannot be used. Look at the consequences again.",
    ),
    "belum_jatuh_tempo": Sentence(
        Golongan.DITOLAK,
        "Tenggat itu belum jatuh tempo. Tunggu sampai waktunya.",
        "That deadline is not due yet. Wait until it is.",
    ),
    "tidak_ada_gerak": Sentence(
        Golongan.DITOLAK,
        "Tidak ada gerak yang bisa diurungkan pada berkas ini.",
        "There is no move to undo on this record.",
    ),
    "menunggu_putusan": Sentence(
        Golongan.DITOLAK,
        "Berkas sedang {keadaan}: pemindaian saja tidak cukup. Pilih: {bisa}.",
        "The record is {keadaan}: a scan alone does not decide. Choose: {bisa}.",
    ),
    # what a command refers to
    "berkas_tidak_dikenal": Sentence(
        Golongan.TIDAK_DIKENAL,
        "Berkas itu tidak ada di sini. Periksa nomornya, atau daftarkan dulu.",
        "There is no such record here. Check the number, or register it first.",
    ),
    "berkas_sudah_ada": Sentence(
        Golongan.DITOLAK,
        "Nomor itu sudah dipakai berkas lain. Cari berkasnya, atau pakai nomor lain.",
        "That number already belongs to a record. Look it up, or use another number.",
    ),
    "unit_tidak_dikenal": Sentence(
        Golongan.TIDAK_SAH,
        "Unit {unit} tidak ada di fasilitas ini. Pilih dari daftar unit.",
        "There is no unit {unit} in this facility. Choose one from the list.",
    ),
    "petugas_tidak_dikenal": Sentence(
        Golongan.TIDAK_SAH,
        "Petugas itu tidak dikenal atau sudah tidak aktif. Pindai kartu petugas yang benar.",
        "That staff member is unknown or no longer active. Scan the right badge.",
    ),
    "cek_tidak_terbuka": Sentence(
        Golongan.DITOLAK, "Baris itu tidak (lagi) menunggu pemeriksaan.", "That line is not (or no longer) waiting."
    ),
    # the command itself
    "versi_usang": Sentence(
        Golongan.DITOLAK,
        "{hal} sudah berubah sejak layar Anda dibuka (versi {versi} sekarang {kini}). Muat ulang lalu putuskan lagi.",
        "{hal}: changed since your screen was opened (version {versi}, now {kini}). Reload and decide again.",
    ),
    "perintah_id_terpakai": Sentence(
        Golongan.DITOLAK,
        "command_id ini sudah dipakai untuk perintah lain. Buat command_id baru.",
        "This command_id was already used for another command. Make a new one.",
    ),
    "waktu_di_depan": Sentence(
        Golongan.TIDAK_SAH,
        "terjadi_pada {detik} detik di depan jam server. Betulkan jam perangkat lalu kirim lagi.",
        "terjadi_pada is {detik} seconds ahead of the server. Set the device's clock and send again.",
    ),
    "sebelum_berkas_ada": Sentence(
        Golongan.TIDAK_SAH,
        "terjadi_pada lebih awal daripada pendaftaran berkas ini. Periksa tanggalnya.",
        "terjadi_pada is earlier than this record's registration. Check the date.",
    ),
    "perintah_tidak_dikenal": Sentence(
        Golongan.TIDAK_SAH,
        "Tidak ada perintah bernama {jenis}. Lihat daftar perintah di dokumentasi.",
        "There is no command named {jenis}. See the list in the documentation.",
    ),
    "isian_tidak_sah": Sentence(
        Golongan.TIDAK_SAH,
        "Isian {field} tidak sah: {sebab}. Betulkan lalu kirim lagi.",
        "Field {field} is not valid: {sebab}. Correct it and send again.",
    ),
    "json_rusak": Sentence(
        Golongan.TIDAK_SAH,
        "Isi kiriman bukan JSON yang utuh. Kirim ulang.",
        "The body is not whole JSON. Send it again.",
    ),
    "kode_tidak_sah": Sentence(
        Golongan.TIDAK_SAH,
        "Kode yang dipindai tidak sah: {sebab}. Pindai ulang, atau ketik nomornya.",
        "The scanned code is not valid: {sebab}. Scan again, or type the number.",
    ),
    "kode_salah_kotak": Sentence(
        Golongan.TIDAK_SAH,
        "Ini kode {jenis}, yang diminta kode {diminta}.",
        "This is a {jenis} code; a {diminta} code is expected here.",
    ),
    "nomor_ganda": Sentence(
        Golongan.DITOLAK,
        "Ada {jumlah} berkas dengan akhiran itu. Ketik lebih banyak angka.",
        "{jumlah} records end like that. Type more digits.",
    ),
    "terlalu_besar": Sentence(
        Golongan.TERLALU_BANYAK,
        "Kiriman terlalu besar (paling banyak {batas}). Bagi menjadi beberapa kiriman.",
        "The request is too large (at most {batas}). Split it.",
    ),
    "terlalu_banyak": Sentence(
        Golongan.TERLALU_BANYAK,
        "Terlalu banyak perintah sekaligus ({jumlah}; paling banyak {batas}). Bagi menjadi beberapa kiriman.",
        "Too many commands at once ({jumlah}; at most {batas}). Split the request.",
    ),
    "belum_tercatat": Sentence(
        Golongan.BELUM_TERCATAT,
        "Belum pasti tercatat: penyimpanan bermasalah. Kirim lagi dengan command_id yang sama; dicatat sekali saja.",
        "Perhaps not recorded: storage is in trouble. Send again with the same command_id; it is recorded once.",
    ),
    "antrean_penuh": Sentence(
        Golongan.BELUM_TERCATAT,
        "Belum tercatat: terlalu banyak yang menunggu. Tunggu sebentar, lalu kirim lagi dengan command_id yang sama.",
        "Not recorded yet: too many are waiting. Wait a little, then send again with the same command_id.",
    ),
}
