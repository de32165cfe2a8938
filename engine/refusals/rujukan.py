"""What is said of referrals. Nothing about a patient stands in these sentences: refusals are kept."""

from typing import Final

from engine.refusals.kinds import Golongan, Sentence

G = Golongan

RUJUKAN: Final[dict[str, Sentence]] = {
    "rujukan_tidak_dikenal": Sentence(
        G.TIDAK_DIKENAL,
        "Rujukan itu tidak ada di sini. Periksa nomornya, atau susun dulu.",
        "There is no such referral here. Check its number, or write one first.",
    ),
    "sebelum_rujukan_ada": Sentence(
        G.TIDAK_SAH,
        "terjadi_pada lebih awal daripada rujukan ini. Periksa jamnya.",
        "terjadi_pada is earlier than this referral. Check the time.",
    ),
    "bukan_kabar_sekutu": Sentence(
        G.TIDAK_BERHAK,
        "pengirim dan menurut_pengirim hanya diisi kabar dari fasilitas lain. Kosongkan.",
        "pengirim and menurut_pengirim are for news from another facility only. Leave them out.",
    ),
    "fasyankes_belum_ada": Sentence(
        G.DITOLAK,
        "Fasilitas ini belum disiapkan. Jalankan jejak db siapkan dulu.",
        "This facility has not been set up. Set it up first.",
    ),
    "fasyankes_tidak_dikenal": Sentence(
        G.TIDAK_SAH,
        "Fasilitas {tujuan} tidak ada dalam daftar, atau tidak aktif. Pilih dari daftar, atau tambahkan dulu.",
        "Facility {tujuan} is not in the list, or not in use. Choose from the list, or add it first.",
    ),
    "saran_tempat_lain": Sentence(
        G.TIDAK_SAH,
        "{saran} sendiri bagian dari rujukan ini. Sarankan fasilitas lain, atau kosongkan sarannya.",
        "{saran} is itself part of this referral. Advise another facility, or leave the advice out.",
    ),
    "tujuan_sendiri": Sentence(
        G.TIDAK_SAH,
        "Itu fasilitas ini sendiri. Untuk pindah poli atau bangsal di sini, pakai kunjungan.",
        "That is this facility itself. To move a patient within it, use the visit.",
    ),
    "nama_perujuk_wajib": Sentence(
        G.TIDAK_SAH,
        "Fasilitas {perujuk} tidak ada dalam daftar. Tulis namanya seperti di surat.",
        "Facility {perujuk} is not in the list. Write its name as the letter has it.",
    ),
    "kunjungan_pasien_lain": Sentence(
        G.TIDAK_SAH,
        "Kunjungan itu milik pasien lain. Pilih kunjungan pasien ini.",
        "That visit is another patient's. Choose one of this patient's.",
    ),
    "rujukan_pasien_lain": Sentence(
        G.DITOLAK,
        "Rujukan itu bukan untuk pasien pemilik berkas ini. Periksa keduanya.",
        "That referral is not of the patient whose record this is. Check both.",
    ),
    "pengecualian_tidak_dipakai": Sentence(
        G.TIDAK_SAH,
        "Pengecualian {pengecualian} tidak dipakai menurut kebijakan. Pilih yang lain.",
        "The exception {pengecualian} is not in use by policy. Choose another.",
    ),
    "naskah_baru_berubah": Sentence(
        G.DITOLAK,
        "Naskahnya baru saja diubah. Baca lagi, lalu kirim.",
        "The draft was changed just now. Read it again, then send it.",
    ),
    "surat_belum_lengkap": Sentence(
        G.DITOLAK,
        "Surat belum lengkap ({jumlah}): {kurang}. Lengkapi, lalu kirim lagi.",
        "The letter is not complete ({jumlah}): {kurang}. Fill it in, then send it again.",
    ),
    "balasan_belum_lengkap": Sentence(
        G.TIDAK_SAH,
        "Balasan belum lengkap: {kurang}. Isi, lalu kirim lagi.",
        "The answer is not complete: {kurang}. Fill it in, then send it again.",
    ),
    "unit_yang_merujuk": Sentence(
        G.TIDAK_BERHAK,
        "Rujukan ini milik unit {unit}. Minta petugas unit itu, atau kepala.",
        "This referral belongs to unit {unit}. Ask its staff, or the head.",
    ),
    "milik_perujuk": Sentence(
        G.DITOLAK,
        "Langkah ini milik fasilitas yang merujuk; di sini rujukan ini masuk. Hubungi perujuknya.",
        "This step belongs to the facility that refers; here the referral came in. Ask the sender.",
    ),
    "milik_penerima": Sentence(
        G.DITOLAK,
        "Langkah ini milik fasilitas yang dituju, dan kabarnya datang lewat hub. Hubungi mereka bila mendesak.",
        "This step belongs to the receiving facility, and its news comes over the hub. Call them if it is urgent.",
    ),
    "dokter_atau_kertas": Sentence(
        G.TIDAK_BERHAK,
        "Balasan ditulis dokter. Minta dokter yang merawat.",
        "The answer is written by a doctor. Ask the doctor in charge.",
    ),
    "dari_penerima": Sentence(
        G.TIDAK_BERHAK,
        "Kabar ini bukan dari fasilitas yang dituju rujukan ini.",
        "This news is not from the facility the referral was sent to.",
    ),
    "dari_perujuk": Sentence(
        G.TIDAK_BERHAK,
        "Kabar ini bukan dari fasilitas yang merujuk.",
        "This news is not from the facility that refers.",
    ),
    "perujuk_yang_mengirim": Sentence(
        G.TIDAK_BERHAK,
        "Rujukan ini mengatasnamakan fasilitas lain daripada pengirimnya.",
        "This referral is in the name of another facility than its sender.",
    ),
    "jenjang_dipatuhi": Sentence(
        G.DITOLAK,
        "Rujukan berjenjang: tingkat pertama ke kedua ke ketiga. Pilih tujuan setingkat di atas, atau sebut "
        "pengecualiannya (gawat darurat, bencana, kekhususan masalah, geografis, ketersediaan fasilitas).",
        "Referrals go level by level: first to second to third. Choose a facility one level up, or give the exception "
        "(emergency, disaster, special problem, geography, availability).",
    ),
    "pengecualian_selaras": Sentence(
        G.DITOLAK,
        "Pengecualian gawat darurat hanya untuk rujukan darurat. Tandai darurat, atau pilih pengecualian lain.",
        "The exception of an emergency is for emergencies only. Mark it as one, or choose another exception.",
    ),
    "penerima_dihubungi": Sentence(
        G.DITOLAK,
        "Rujukan darurat: hubungi dulu yang dituju, lalu catat dengan cara apa (Permenkes 1/2012 pasal 13).",
        "An emergency: ask the receiver first, then record how (Permenkes 1/2012 article 13).",
    ),
    "perawat_ke_dokter_fktp": Sentence(
        G.TIDAK_BERHAK,
        "Perawat dan bidan merujuk kepada dokter fasilitas tingkat pertama, kecuali darurat atau kekhususan masalah. "
        "Minta dokter yang mengirimnya.",
        "Nurses and midwives refer to a doctor of the first level, unless it is an emergency or a special problem. "
        "Ask the doctor to send it.",
    ),
    "tempat_beralasan": Sentence(
        G.DITOLAK,
        "Tidak diketahui ada tempat tidur kosong yang cocok di sana. Pilih tempat lain, atau sebut alasannya.",
        "No fitting free bed is known there. Choose another place, or give the reason.",
    ),
    "pasien_disebut": Sentence(
        G.TIDAK_SAH,
        "Daftarkan atau pilih dulu pasiennya di sini; datanya dapat diambil dari surat.",
        "Register or choose the patient here first; the data can be taken from the letter.",
    ),
    "alasan_tutup_cocok": Sentence(
        G.DITOLAK,
        "Tutup dengan balasan bila balasannya sudah ada, dan tanpa balasan bila belum. Pilih alasan yang sesuai.",
        "Close with the answer where there is one, without where there is none. Choose the reason that fits.",
    ),
    "belum_dibalas": Sentence(
        G.DITOLAK,
        "Rujukan ini sudah dibalas. Yang terlupa disampaikan langsung kepada perujuk.",
        "This referral was answered already. Tell the sender directly what was forgotten.",
    ),
    "rujukan_sudah_dikirim": Sentence(
        G.DITOLAK,
        "Rujukan sudah dikirim: suratnya tidak berubah lagi. Batalkan dan susun yang baru bila ada yang keliru.",
        "The referral was sent: its letter changes no more. Call it off and write a new one if something is wrong.",
    ),
    "pasien_sudah_tiba": Sentence(
        G.DITOLAK,
        "Pasien sudah tiba di tempat tujuan: rujukan tidak dapat dibatalkan lagi.",
        "The patient has arrived there: the referral can no longer be called off.",
    ),
    "rujukan_dibatalkan": Sentence(
        G.DITOLAK,
        "Perujuk sudah membatalkan rujukan ini. Bila pasiennya tetap datang, catat kedatangannya.",
        "The sender has called this referral off. If the patient comes all the same, record the arrival.",
    ),
    "janji_tanpa_kelas": Sentence(
        G.TIDAK_SAH,
        "Janji tempat tidur perlu kelasnya. Pilih kelas, atau terima tanpa janji.",
        "A promise of a bed needs its class. Choose a class, or accept without a promise.",
    ),
    "janji_terlalu_lama": Sentence(
        G.TIDAK_SAH,
        "Tempat tidur dijanjikan paling lama sampai {sampai} menurut kebijakan. Pilih waktu yang lebih awal.",
        "By policy a bed is promised until {sampai} at the latest. Choose an earlier time.",
    ),
    "tempat_tidur_janji_habis": Sentence(
        G.DITOLAK,
        "Tidak ada tempat tidur {kelas} yang kosong dan belum dijanjikan. Pilih kelas lain, atau terima tanpa janji.",
        "No bed of class {kelas} is free and not promised. Choose another class, or accept without a promise.",
    ),
}
