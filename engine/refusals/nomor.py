"""Why a folder gets no number, or has no place on the shelves."""

from typing import Final

from engine.refusals.kinds import Golongan, Sentence

NOMOR: Final = {
    "nomor_dan_keluarga": Sentence(
        Golongan.TIDAK_SAH,
        "Nomor sudah ditentukan, jadi keluarganya tidak ditanyakan lagi. Kosongkan salah satu.",
        "The number is given, so the household is not asked for. Leave one of them empty.",
    ),
    "bukan_penomoran_keluarga": Sentence(
        Golongan.DITOLAK,
        "Fasilitas ini tidak memakai penomoran keluarga. Kosongkan isian keluarga.",
        "This facility does not number by household. Leave the household empty.",
    ),
    "keluarga_tidak_dikenal": Sentence(
        Golongan.TIDAK_DIKENAL,
        "Tidak ada keluarga dengan nomor itu. Periksa nomornya, atau daftarkan sebagai keluarga baru.",
        "There is no household of that number. Check it, or register a new household.",
    ),
    "keluarga_penuh": Sentence(
        Golongan.DITOLAK,
        "Keluarga ini sudah memakai semua {jumlah} nomor anggotanya. Daftarkan anggota ini sebagai keluarga baru.",
        "This household has used all of its {jumlah} member numbers. Register this member as a new household.",
    ),
    "pasien_sudah_bernomor": Sentence(
        Golongan.DITOLAK,
        "Pasien ini sudah punya berkas, dan di sini satu pasien memakai satu nomor. Pakai berkasnya yang ada.",
        "This patient has a record already, and here one patient keeps one number. Use the record there is.",
    ),
    "nomor_habis": Sentence(
        Golongan.DITOLAK,
        "Nomor habis: {terakhir} sudah yang terakhir. Rencanakan bentuk nomor yang lebih panjang di halaman Penomoran.",
        "Out of numbers: {terakhir} is the last. Plan a longer form on the Penomoran page.",
    ),
    "tanggal_tidak_sah": Sentence(
        Golongan.TIDAK_SAH,
        "Tanggalnya bukan tanggal. Tulis seperti 2026-12-31.",
        "That is not a date. Write it like 2026-12-31.",
    ),
    "rencana_lampau": Sentence(
        Golongan.DITOLAK,
        "Rencana hanya boleh mulai hari ini atau nanti: nomor yang sudah diberikan tidak berubah.",
        "A plan begins today or later: numbers already given do not change.",
    ),
    "rencana_terpakai": Sentence(
        Golongan.DITOLAK,
        "Rencana ini sudah memberi nomor, jadi tidak bisa dihapus atau diganti. Buat rencana baru mulai besok.",
        "This plan has given numbers already, so it cannot be removed or changed. Make another from tomorrow on.",
    ),
    "rencana_tidak_dikenal": Sentence(
        Golongan.TIDAK_DIKENAL, "Rencana itu tidak ada (lagi). Muat ulang.", "There is no such plan (any more). Reload."
    ),
    "skema_tidak_dikenal": Sentence(
        Golongan.TIDAK_SAH,
        "Cara penomoran itu tidak dikenal. Pilih serial, unit, serial unit, atau keluarga.",
        "No such way of numbering. Choose serial, unit, serial unit or family.",
    ),
    "bentuk_tidak_sah": Sentence(
        Golongan.TIDAK_SAH,
        "Tulis banyaknya angka tiap kelompok, misalnya 2-2-2; seluruhnya {dari} sampai {sampai} angka.",
        "Write the form as the digits of each group, for example 2-2-2; {dari} to {sampai} digits in all.",
    ),
    "anggota_tidak_sah": Sentence(
        Golongan.TIDAK_SAH,
        "Penomoran keluarga memerlukan 1 sampai 3 angka untuk anggota.",
        "Numbering by household needs 1 to 3 digits for the member.",
    ),
    "mulai_tidak_sah": Sentence(
        Golongan.TIDAK_SAH,
        "Nomor pertama harus bilangan 1 sampai {terakhir}.",
        "The first number must be between 1 and {terakhir}.",
    ),
    "jajar_tidak_dikenal": Sentence(
        Golongan.TIDAK_SAH,
        "Cara penjajaran itu tidak dikenal. Pilih angka langsung, angka tengah, atau angka akhir.",
        "No such shelf order. Choose straight, middle or terminal digit.",
    ),
    "nomor_pasien_lain": Sentence(
        Golongan.DITOLAK,
        "Nomor itu milik pasien lain, di tempat simpan yang lain. Periksa nomornya.",
        "That number is another patient's, where it lives. Check the number.",
    ),
    "nomor_beberapa_rumah": Sentence(
        Golongan.DITOLAK,
        "Nomor itu punya {jumlah} berkas, disimpan di {rumah}. Pilih satu: pindai labelnya, atau tulis kode tempat"
        " simpannya di belakang nomor, misalnya {contoh}.",
        "That number has {jumlah} folders, kept in {rumah}. Choose one: scan its label, or write the code of its home"
        " behind the number, as in {contoh}.",
    ),
    "penyimpanan_tidak_berubah": Sentence(
        Golongan.DITOLAK,
        "Pada tanggal itu cara menyimpannya memang sudah begitu.",
        "On that day folders are kept like that already.",
    ),
    "masih_rumah": Sentence(
        Golongan.DITOLAK,
        "Berkas masih disimpan di {unit}. Rencanakan dulu penyimpanan tanpa tempat itu.",
        "Folders still live in {unit}. First plan to keep them without it.",
    ),
    "unit_masih_rumah": Sentence(
        Golongan.DITOLAK,
        "{unit} menyimpan berkas, atau direncanakan begitu. Ubah dulu rencana penyimpanannya di halaman Penyimpanan"
        " berkas, lalu pindahkan berkasnya.",
        "{unit} keeps folders, or is planned to. Change the plan on the page Where folders live, then move them.",
    ),
    "rumah_bukan_gawat_darurat": Sentence(
        Golongan.DITOLAK,
        "Berkas gawat darurat hanya bisa disimpan terpisah di unit gawat darurat yang aktif.",
        "Emergency folders can only live apart in an active emergency unit.",
    ),
    "rumah_bukan_rawat_inap": Sentence(
        Golongan.DITOLAK,
        "Berkas rawat inap hanya bisa disimpan di unit rawat inap yang aktif.",
        "Inpatient folders can only live in an active inpatient unit.",
    ),
    "jajaran_tidak_berubah": Sentence(
        Golongan.DITOLAK, "Penjajarannya memang sudah begitu.", "The shelves are arranged like that already."
    ),
    "ruas_tidak_dikenal": Sentence(
        Golongan.TIDAK_DIKENAL,
        "Bagian itu tidak ada (lagi) di rak {rak}. Muat ulang.",
        "There is no such section (any more) in rack {rak}. Reload.",
    ),
    "ruas_terpakai": Sentence(
        Golongan.DITOLAK,
        "Nomor pertama itu sudah dipakai bagian lain. Pilih nomor lain.",
        "Another section begins with that number. Choose another.",
    ),
    "kapasitas_tidak_sah": Sentence(
        Golongan.TIDAK_SAH,
        "Kapasitas sebuah bagian 1 sampai {batas} berkas.",
        "A section holds between 1 and {batas} folders.",
    ),
    "jumlah_ruas_tidak_sah": Sentence(
        Golongan.TIDAK_SAH,
        "Banyaknya bagian tiap rak 1 sampai {batas}.",
        "A rack has between 1 and {batas} sections.",
    ),
    "dari_tidak_sah": Sentence(
        Golongan.TIDAK_SAH,
        "Nomor pertama bagian ini tidak sah. Tulis nomor rekam medis, misalnya 00-12-34.",
        "The first number of this section is not a number. Write a record number, for example 00-12-34.",
    ),
    "rak_tanpa_ruas": Sentence(
        Golongan.DITOLAK,
        "Belum ada rak yang bisa dibagi. Tambah rak dulu.",
        "There is no rack to divide. Add a rack first.",
    ),
}
"""Numbers, plans, racks and neighbours."""
