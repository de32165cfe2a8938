"""What is said of gaps in records, and of verdicts about completeness."""

from typing import Final

from engine.refusals.kinds import Golongan, Sentence

KELENGKAPAN: Final[dict[str, Sentence]] = {
    "kekurangan_tidak_dikenal": Sentence(
        Golongan.TIDAK_DIKENAL,
        "Kekurangan itu tidak ada di sini. Buka berkasnya, lalu pilih dari daftar kekurangannya.",
        "There is no such gap here. Open the record and choose from its list of gaps.",
    ),
    "sebelum_kekurangan_ada": Sentence(
        Golongan.TIDAK_SAH,
        "terjadi_pada lebih awal daripada dicatatnya kekurangan ini. Periksa jamnya.",
        "terjadi_pada is earlier than the moment this gap was recorded. Check the clock.",
    ),
    "kekurangan_sudah_ada": Sentence(
        Golongan.DITOLAK,
        "Kekurangan itu sudah tercatat dan belum selesai. Tidak perlu dicatat lagi.",
        "This gap is recorded already and not closed yet. No need to record it again.",
    ),
    "berkas_tidak_dianalisis": Sentence(
        Golongan.DITOLAK,
        "Berkas sedang {keadaan}; kekurangan dicatat saat berkas dirakit atau dinyatakan tidak lengkap. Rakit dulu.",
        "The record is {keadaan}; gaps are recorded while it is assembled or found incomplete. Assemble it first.",
    ),
    "butir_tidak_dikenal": Sentence(
        Golongan.TIDAK_SAH,
        "Butir {butir} tidak ada dalam daftar periksa yang berlaku. Pilih dari daftar periksanya.",
        "There is no item {butir} in the checklist in force. Choose one from it.",
    ),
    "formulir_tidak_dikenal": Sentence(
        Golongan.TIDAK_SAH,
        "Formulir {formulir} tidak ada dalam daftar periksa yang berlaku. Pilih dari daftar periksanya.",
        "There is no form {formulir} in the checklist in force. Choose one from it.",
    ),
    "daftar_usang": Sentence(
        Golongan.DITOLAK,
        "Daftar periksa sudah berganti (versi {versi}, sekarang {kini}). Muat ulang, lalu periksa lagi.",
        "The checklist has changed (version {versi}, now {kini}). Reload and check again.",
    ),
    "kunjungan_bukan_pasien_itu": Sentence(
        Golongan.DITOLAK,
        "Kunjungan itu bukan milik pasien berkas ini. Pilih kunjungan pasiennya sendiri.",
        "That visit is not of this record's patient. Choose one of their own visits.",
    ),
    "penanggung_jawab_sendiri": Sentence(
        Golongan.TIDAK_BERHAK,
        "Anda bukan penanggung jawabnya. Minta penanggung jawabnya, atau perekam medis yang mencatatkannya.",
        "You are not responsible for it. Ask whoever is, or record staff to write it down for them.",
    ),
    "bukan_penanggung_jawab": Sentence(
        Golongan.TIDAK_BERHAK,
        "Anda penanggung jawab kekurangan ini, jadi perekam medis lain yang harus memastikannya.",
        "You are responsible for this gap, so somebody else of the record staff must verify it.",
    ),
    "petugas_lain": Sentence(
        Golongan.DITOLAK,
        "Orang itu sudah menjadi penanggung jawabnya. Pilih orang lain.",
        "That person is responsible for it already. Choose somebody else.",
    ),
    "tempo_lain": Sentence(
        Golongan.DITOLAK,
        "Jatuh temponya sudah begitu. Tidak ada yang perlu diubah.",
        "It is due at that time already. There is nothing to change.",
    ),
    "penanggung_jawab_kosong": Sentence(
        Golongan.TIDAK_SAH,
        "Belum ada yang dipilih untuk melengkapi. Pilih orangnya, lalu kirim lagi; tanda yang sudah dibuat tetap ada.",
        "Nobody is chosen to complete it. Choose somebody and send again; what was marked is kept.",
    ),
    "koreksi_tidak_dikenal": Sentence(
        Golongan.TIDAK_DIKENAL,
        "Koreksi itu tidak ada di sini. Buka daftar koreksi, lalu pilih dari sana.",
        "There is no such correction here. Open the list of corrections and choose from there.",
    ),
    "sebelum_koreksi_ada": Sentence(
        Golongan.TIDAK_SAH,
        "terjadi_pada lebih awal daripada pengajuan koreksi ini. Periksa jamnya.",
        "terjadi_pada is earlier than the moment this correction was asked for. Check the clock.",
    ),
    "lengkapi_dulu": Sentence(
        Golongan.DITOLAK,
        "Rekam medis itu {keadaan}: yang kurang dilengkapi, bukan dikoreksi. Lengkapi dulu.",
        "That record is {keadaan}: what is missing is completed, not corrected. Complete it first.",
    ),
    "masih_bebas": Sentence(
        Golongan.DITOLAK,
        "Waktu koreksi bebas sudah lewat. Ajukan koreksi, lalu tunggu persetujuan orang lain.",
        "The time in which corrections are free is over. Ask for the correction and wait for somebody's approval.",
    ),
    "perlu_persetujuan": Sentence(
        Golongan.DITOLAK,
        "Koreksi ini masih bebas; tidak perlu persetujuan. Catat saja langsung.",
        "This correction is still free and needs no approval. Record it directly.",
    ),
    "bukan_pengaju_koreksi": Sentence(
        Golongan.TIDAK_BERHAK,
        "Anda yang mengajukan koreksi ini, jadi orang lain yang harus memutuskannya.",
        "You asked for this correction, so somebody else must decide.",
    ),
    "hanya_perangkat": Sentence(
        Golongan.TIDAK_BERHAK,
        "Ini untuk sistem rekam medis elektronik. Pakai token perangkat bercakupan elektronik.",
        "This is for the system that holds electronic records. Use a device token with the scope elektronik.",
    ),
    "kunjungan_belum_selesai": Sentence(
        Golongan.DITOLAK,
        "Kunjungan itu {keadaan}. Kelengkapannya diperiksa sesudah pelayanan selesai.",
        "That visit is {keadaan}. Its records are checked after the service has ended.",
    ),
    "penanggung_jawab_perlu": Sentence(
        Golongan.TIDAK_SAH,
        "Butir {butir} kurang dan tidak ada yang disebut untuk melengkapinya. Isi penanggung_jawab.",
        "The item {butir} is missing and nobody is named to complete it. Fill in penanggung_jawab.",
    ),
    "formulir_dua_kali": Sentence(
        Golongan.TIDAK_SAH,
        "Formulir {formulir} disebut dua kali. Sebut sekali saja.",
        "The form {formulir} is named twice. Name it once.",
    ),
    "syarat_tidak_dikenal": Sentence(
        Golongan.TIDAK_SAH,
        "Syarat {syarat} tidak ada dalam daftar periksa yang berlaku. Pilih dari daftar periksanya.",
        "There is no condition {syarat} in the checklist in force. Choose one from it.",
    ),
    "berkas_elektronik_ganda": Sentence(
        Golongan.DITOLAK,
        "Pasien itu punya {jumlah} berkas elektronik. Sebut yang dimaksud di berkas, atau gabungkan dulu.",
        "That patient has {jumlah} electronic records. Name the one meant in berkas, or merge them first.",
    ),
    "bukan_elektronik": Sentence(
        Golongan.DITOLAK,
        "Itu berkas kertas. Sebut berkas elektroniknya.",
        "That is a paper record. Name the electronic one.",
    ),
    "diperiksa_orang": Sentence(
        Golongan.TIDAK_BERHAK,
        "Berkas kertas dirakit dan diperiksa orang. Sistem hanya memeriksa rekam medis elektronik.",
        "A paper record is assembled and checked by people. A system checks electronic records only.",
    ),
    "masih_ada_kekurangan": Sentence(
        Golongan.DITOLAK,
        "Masih ada kekurangan yang belum diverifikasi. Selesaikan dulu, atau nyatakan tidak lengkap.",
        "Some gaps are not verified yet. Close them first, or declare the record incomplete.",
    ),
    "tanpa_kekurangan": Sentence(
        Golongan.DITOLAK,
        "Belum ada kekurangan yang tercatat. Catat dulu apa yang kurang, atau nyatakan lengkap.",
        "No gap is recorded. Record what is missing first, or declare the record complete.",
    ),
}
