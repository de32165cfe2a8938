"""What is said of visits, rooms and beds."""

from typing import Final

from engine.refusals.kinds import Golongan, Sentence

KUNJUNGAN: Final[dict[str, Sentence]] = {
    "kunjungan_tidak_dikenal": Sentence(
        Golongan.TIDAK_DIKENAL,
        "Kunjungan itu tidak ada di sini. Muat ulang daftar kunjungan hari ini.",
        "There is no such visit here. Reload today's list.",
    ),
    "sebelum_kunjungan_ada": Sentence(
        Golongan.TIDAK_SAH,
        "terjadi_pada lebih awal daripada pendaftaran kunjungan ini. Periksa jamnya.",
        "terjadi_pada is earlier than the registration of this visit. Check the time.",
    ),
    "kunjungan_ganda": Sentence(
        Golongan.DITOLAK,
        "Pasien ini sudah terdaftar di {unit} hari itu, nomor antrean {antrean}, dan belum selesai. "
        "Pakai kunjungan itu, selesaikan dulu, atau batalkan bila keliru.",
        "This patient is already registered at {unit} that day, queue number {antrean}, and not done. "
        "Use that visit, end it first, or cancel it if it is a mistake.",
    ),
    "sedang_dirawat": Sentence(
        Golongan.DITOLAK,
        "Pasien ini sedang dirawat di {unit}, tempat tidur {tempat_tidur}. Pindahkan atau pulangkan dari sana dulu.",
        "This patient is an inpatient at {unit}, bed {tempat_tidur}. Move or discharge them there first.",
    ),
    "pasien_tidak_ada": Sentence(
        Golongan.TIDAK_DIKENAL,
        "Pasien itu tidak ada di sini. Cari lagi, atau daftarkan sebagai pasien baru.",
        "There is no such patient here. Search again, or register a new one.",
    ),
    "pasien_sudah_digabung": Sentence(
        Golongan.DITOLAK,
        "Data pasien ini sudah digabung ke pasien lain. Buka pasien tujuan gabungannya dan daftarkan dari sana.",
        "This patient was merged into another. Open that one and register from there.",
    ),
    "pasien_sudah_dikenal": Sentence(
        Golongan.DITOLAK,
        "Pasien kunjungan ini sudah dikenal. Bila salah orang, batalkan kunjungannya dan daftarkan yang benar.",
        "The patient of this visit is known already. If it is the wrong one, cancel the visit and register again.",
    ),
    "unit_bukan_jenisnya": Sentence(
        Golongan.TIDAK_SAH,
        "{unit} tidak menerima kunjungan {jenis}. Pilih unit yang sesuai.",
        "{unit} does not take visits of this kind ({jenis}). Choose a unit that does.",
    ),
    "cara_bayar_tidak_dikenal": Sentence(
        Golongan.TIDAK_SAH,
        "Cara bayar {cara_bayar} tidak ada dalam kebijakan fasilitas ini. Pilih: {bisa}.",
        "The payer {cara_bayar} is not in this facility's policy. Choose: {bisa}.",
    ),
    "datang_belum_terjadi": Sentence(
        Golongan.TIDAK_SAH,
        "Waktu datang sesudah waktu didaftarkan. Periksa jamnya.",
        "The time of arrival is after the registration. Check the time.",
    ),
    "hanya_gawat_darurat": Sentence(
        Golongan.TIDAK_BERHAK,
        "Petugas unit hanya mendaftarkan pasien gawat darurat. Minta loket pendaftaran mendaftarkannya.",
        "Unit staff register emergency patients only. Ask the registration desk.",
    ),
    "melayani_unit_itu": Sentence(
        Golongan.TIDAK_BERHAK,
        "Anda tidak bertugas di unit kunjungan ini. Minta petugas unit itu, atau loket pendaftaran.",
        "You do not serve in the unit of this visit. Ask that unit's staff, or the registration desk.",
    ),
    "rawat_inap": Sentence(
        Golongan.DITOLAK,
        "Hanya pasien rawat inap yang pindah tempat tidur. Untuk poli lain, daftarkan kunjungan baru.",
        "Only an inpatient moves between beds. For another clinic, register another visit.",
    ),
    "cara_bayar_lain": Sentence(
        Golongan.DITOLAK,
        "Cara bayarnya memang sudah itu. Pilih yang lain.",
        "That is who pays already. Choose another.",
    ),
    "tempat_tidur_lain": Sentence(
        Golongan.DITOLAK,
        "Pasien sudah di tempat tidur itu. Pilih tempat tidur lain.",
        "The patient is in that bed already. Choose another one.",
    ),
    "tempat_tidur_tidak_ada": Sentence(
        Golongan.TIDAK_SAH,
        "Tempat tidur {tempat_tidur} tidak ada atau tidak dipakai lagi. Pilih dari daftar tempat tidur kosong.",
        "There is no bed {tempat_tidur}, or it is out of use. Choose one from the list of free beds.",
    ),
    "tempat_tidur_terisi": Sentence(
        Golongan.DITOLAK,
        "Tempat tidur {tempat_tidur} sudah terisi. Pilih tempat tidur lain yang kosong.",
        "Bed {tempat_tidur} is occupied. Choose another free one.",
    ),
    "asal_tidak_sah": Sentence(
        Golongan.DITOLAK,
        "Rawat inap hanya dari poli atau IGD fasilitas ini: sebut kunjungan pasien ini yang masih berjalan "
        "atau berakhir dirawat. Surat pengantar dari fasilitas lain diperiksa dulu di IGD.",
        "Admission is only from a clinic or the emergency unit of this facility: name this patient's visit that "
        "goes on or ended as admitted. A note from another facility is seen at the emergency unit first.",
    ),
    "susulan_terlalu_lama": Sentence(
        Golongan.TIDAK_SAH,
        "Catatan susulan paling lama {hari} hari ke belakang. Periksa tanggal dan tahunnya; yang lebih lama tetap di"
        " kertas, atau minta kepala unit mengubah batasnya.",
        "A late entry goes back {hari} days at most. Check the date and the year; what is older stays on paper, or ask"
        " the head of the unit to change the limit.",
    ),
    "datang_terlalu_lama": Sentence(
        Golongan.TIDAK_SAH,
        "Jam datang paling lama {jam} jam sebelum didaftarkan. Periksa tanggalnya.",
        "The arrival lies {jam} hours before the registration at most. Check its date.",
    ),
    "asal_sudah_dipakai": Sentence(
        Golongan.DITOLAK,
        "Dari kunjungan itu pasien sudah masuk rawat inap. Buka kunjungan rawat inapnya.",
        "An admission from that visit exists already. Open it.",
    ),
    "bukan_dokter": Sentence(
        Golongan.TIDAK_SAH,
        "Surat pengantar dirawat harus dari dokter fasilitas ini yang aktif. Pilih dokternya.",
        "The admission note must come from an active doctor of this facility. Choose the doctor.",
    ),
    "ada_rawat_inap": Sentence(
        Golongan.DITOLAK,
        "Dari kunjungan ini pasien sudah masuk rawat inap. Batalkan rawat inapnya dulu.",
        "The patient was admitted from this visit. Cancel the admission first.",
    ),
    "ibu_tidak_dirawat": Sentence(
        Golongan.DITOLAK,
        "Bayi lahir didaftarkan dari kunjungan rawat inap ibunya: ibunya dirawat waktu bayi lahir. "
        "Bayi yang lahir di tempat lain didaftarkan di IGD.",
        "A newborn is admitted from the mother's inpatient visit: she was in care when the child was born. "
        "A child born elsewhere is registered at the emergency unit.",
    ),
    "ibu_laki_laki": Sentence(
        Golongan.DITOLAK,
        "Pasien kunjungan itu tercatat laki-laki. Pilih kunjungan ibunya, atau betulkan identitasnya.",
        "The patient of that visit is recorded as male. Choose the mother's visit, or correct the identity.",
    ),
    "bayi_pasien_sendiri": Sentence(
        Golongan.DITOLAK,
        "Bayi adalah pasien sendiri, bukan ibunya. Daftarkan bayinya sebagai pasien baru dulu.",
        "A newborn is a patient of its own, not the mother. Register the child as a new patient first.",
    ),
    "bayi_sudah_berkunjung": Sentence(
        Golongan.DITOLAK,
        "Pasien itu sudah pernah berkunjung, jadi bukan bayi yang baru lahir di sini. "
        "Masukkan lewat poli atau IGD, atau pilih pasien bayi yang baru didaftarkan.",
        "That patient has visited before, so it is not a child just born here. "
        "Admit through a clinic or the emergency unit, or choose the newly registered child.",
    ),
    "tempat_tidur_bayi": Sentence(
        Golongan.DITOLAK,
        "Tempat tidur {tempat_tidur} hanya untuk bayi yang lahir di sini. Pilih tempat tidur lain yang kosong.",
        "Bed {tempat_tidur} is for children born here only. Choose another free one.",
    ),
    "tempat_tidur_bukan_bayi": Sentence(
        Golongan.DITOLAK,
        "Tempat tidur {tempat_tidur} bukan tempat tidur bayi; bayi lahir dihitung tersendiri. "
        "Pilih tempat tidur bayi yang kosong, atau tandai kamarnya untuk bayi di Kamar dan tempat tidur.",
        "Bed {tempat_tidur} is not for newborns, who are counted apart. "
        "Choose a free newborn bed, or mark its room for newborns under Rooms and beds.",
    ),
    "bayi_lahir_di_sini": Sentence(
        Golongan.TIDAK_BERHAK,
        "Petugas unit hanya memasukkan bayi yang lahir di bangsalnya. Minta loket pendaftaran memasukkan pasien lain.",
        "Unit staff admit only children born in their ward. Ask the registration desk for anybody else.",
    ),
    "bangsal_kelahiran": Sentence(
        Golongan.TIDAK_BERHAK,
        "Anda tidak bertugas di bangsal ibunya atau di bangsal bayi itu. Minta petugasnya, atau loket pendaftaran.",
        "You serve neither in the mother's ward nor in the child's. Ask the staff there, or the registration desk.",
    ),
    "dokter_yang_merawat": Sentence(
        Golongan.TIDAK_BERHAK,
        "Yang mengode kunjungan ini perekam medis atau dokter yang merawat. Minta salah satunya.",
        "This visit is coded by the medical recorder or by the treating doctor. Ask one of them.",
    ),
    "kode_tidak_berulang": Sentence(
        Golongan.TIDAK_SAH,
        "Satu kode tertulis dua kali. Tulis setiap kode sekali; yang utama lebih dulu.",
        "One code is written twice. Write every code once; the main one first.",
    ),
    "cara_keluar_cocok": Sentence(
        Golongan.TIDAK_SAH,
        "Cara keluar itu bukan untuk jenis kunjungan ini. Pilih dari daftarnya.",
        "That way of leaving does not fit this kind of visit. Choose from the list.",
    ),
    "jam_meninggal_ada": Sentence(
        Golongan.TIDAK_SAH,
        "Pasien meninggal dicatat dengan jam meninggalnya. Isi tanggal dan jamnya.",
        "A death is recorded with its time. Enter the date and the time.",
    ),
    "jam_meninggal_perlu": Sentence(
        Golongan.TIDAK_SAH,
        "Jam meninggal hanya untuk pasien yang meninggal. Kosongkan, atau pilih meninggal.",
        "A time of death is for a patient who died. Leave it empty, or choose died.",
    ),
    "meninggal_setelah_masuk": Sentence(
        Golongan.TIDAK_SAH,
        "Meninggal berarti setelah masuk; meninggal sebelum tiba dicatat sebagai DOA. Periksa jamnya.",
        "Died means after arrival; a death before it is recorded as DOA. Check the time.",
    ),
    "meninggal_belum_terjadi": Sentence(
        Golongan.TIDAK_SAH,
        "Jam meninggal di depan jam sekarang. Periksa jamnya.",
        "The time of death is in the future. Check the time.",
    ),
    "semula_terdaftar": Sentence(
        Golongan.DITOLAK,
        "Kunjungan ini tidak bisa dibuka lagi. Daftarkan kunjungan baru.",
        "This visit cannot be opened again. Register another one.",
    ),
    "semula_dilayani": Sentence(
        Golongan.DITOLAK,
        "Kunjungan ini tidak bisa dibuka lagi. Daftarkan kunjungan baru.",
        "This visit cannot be opened again. Register another one.",
    ),
    # rooms and beds
    "kode_kamar_tidak_sah": Sentence(
        Golongan.TIDAK_SAH,
        "Kode kamar atau tempat tidur: 1 sampai 16 huruf besar, angka, atau tanda hubung. Misalnya ML-2A.",
        "Code of a room or bed: 1 to 16 capitals, digits or hyphens. For example ML-2A.",
    ),
    "kamar_terpakai": Sentence(
        Golongan.DITOLAK,
        "Kode kamar {kamar} sudah dipakai, mungkin kamar yang ditutup. Pakai kode lain, atau buka lagi kamar itu.",
        "The room code {kamar} is taken, perhaps by a closed room. Use another one, or reopen it.",
    ),
    "kamar_di_bangsal": Sentence(
        Golongan.TIDAK_SAH,
        "Kamar ada di unit rawat inap atau gawat darurat yang aktif. Pilih bangsalnya, atau tambah unitnya dulu.",
        "A room is in an active ward or emergency unit. Choose one, or add the unit first.",
    ),
    "kamar_tidak_dikenal": Sentence(
        Golongan.TIDAK_DIKENAL,
        "Kamar {kamar} tidak ada atau ditutup. Muat ulang.",
        "There is no room {kamar}, or it is closed. Reload.",
    ),
    "kamar_masih_terisi": Sentence(
        Golongan.DITOLAK,
        "Masih ada pasien di kamar {kamar}. Pindahkan atau pulangkan dulu.",
        "There are patients in room {kamar}. Move or discharge them first.",
    ),
    "kemampuan_tidak_dikenal": Sentence(
        Golongan.TIDAK_SAH,
        "Kemampuan {kemampuan} tidak dikenal kebijakan rujukan. Pilih dari daftarnya.",
        "The policy of referrals knows no capability {kemampuan}. Choose from its list.",
    ),
    "tempat_tidur_terpakai": Sentence(
        Golongan.DITOLAK,
        "Kode tempat tidur {tempat_tidur} sudah dipakai. Pakai kode lain.",
        "The bed code {tempat_tidur} is taken. Use another one.",
    ),
    "unit_masih_berkamar": Sentence(
        Golongan.DITOLAK,
        "{unit} masih punya {jumlah} tempat tidur. Tutup kamarnya dulu di Kamar dan tempat tidur.",
        "{unit} still has beds: {jumlah}. Close its rooms first, under Rooms and beds.",
    ),
    "sedang_ditunggu_isinya": Sentence(
        Golongan.DITOLAK,
        "Pengisian rekam medis kunjungan ini tidak sedang ditunggu: belum selesai, atau sudah tercatat lengkap.",
        "Nobody waits for this visit's records: it has not ended, or they were told to be complete.",
    ),
}
