"""What is said of alerts and reports of surveillance."""

from typing import Final

from engine.refusals.kinds import Golongan, Sentence

G = Golongan
SURVEILANS: Final[dict[str, Sentence]] = {
    "sinyal_tidak_dikenal": Sentence(
        G.TIDAK_DIKENAL,
        "Sinyal itu tidak ada, atau bukan untuk penyakit ini. Pilih dari halaman Surveilans.",
        "There is no such alert, or it is of another disease. Choose from the surveillance page.",
    ),
    "sebelum_sinyal_ada": Sentence(
        G.TIDAK_SAH,
        "terjadi_pada lebih awal daripada munculnya sinyal. Periksa jamnya.",
        "terjadi_pada is earlier than the alert. Check the clock.",
    ),
    "sinyal_itu": Sentence(
        G.TIDAK_SAH,
        "Sinyal ini bukan tentang itu: fasilitas, penyakit, minggu dan dasarnya harus seperti pengenalnya.",
        "This alert is not about that: its facility, disease, week and basis must be those of its id.",
    ),
    "sinyal_sudah_diputus": Sentence(
        G.DITOLAK,
        "Sinyal ini sudah diputus begitu. Muat ulang halamannya.",
        "This alert was decided so already. Reload the page.",
    ),
    "penyakit_tidak_dikenal": Sentence(
        G.TIDAK_SAH,
        "Kode penyakit {penyakit} tidak ada di katalog. Pilih dari daftar di halaman Surveilans.",
        "The catalogue has no disease {penyakit}. Choose from the list on the surveillance page.",
    ),
    "penyakit_dua_kali": Sentence(
        G.TIDAK_SAH,
        "Penyakit {penyakit} disebut dua kali. Sebut sekali saja.",
        "Disease {penyakit} is named twice. Name it once.",
    ),
    "mati_tidak_melebihi_sakit": Sentence(
        G.TIDAK_SAH,
        "Yang meninggal tidak dapat lebih banyak daripada yang sakit. Periksa kedua angkanya.",
        "There cannot be more deaths than cases. Check both numbers.",
    ),
    "ada_yang_sakit": Sentence(
        G.TIDAK_SAH,
        "W1 memerlukan sedikitnya satu penderita. Isi jumlah sakitnya.",
        "W1 needs at least one case. Enter how many are ill.",
    ),
    "isian_kosong": Sentence(
        G.TIDAK_SAH, "Belum ada angka yang diisi. Isi sedikitnya satu.", "No number was entered. Enter at least one."
    ),
    "dinkes_tidak_mengisi": Sentence(
        G.DITOLAK,
        "Dinas tidak mengetik kasus: angkanya dari laporan fasilitas di bawahnya. Minta fasilitas itu membetulkannya.",
        "An office types no cases: its figures are those of the facilities below. Ask the facility to correct them.",
    ),
    "minggu_tidak_dikenal": Sentence(
        G.TIDAK_SAH,
        "Tidak ada minggu epidemiologi {minggu}. Pilih minggu dari halaman Surveilans.",
        "There is no epidemiological week {minggu}. Choose one from the surveillance page.",
    ),
    "minggu_belum_mulai": Sentence(
        G.TIDAK_SAH,
        "Minggu {minggu} belum mulai. Pilih minggu ini atau sebelumnya.",
        "Week {minggu} has not begun yet.",
    ),
    "minggu_belum_berakhir": Sentence(
        G.DITOLAK,
        "Minggu {minggu} belum berakhir. W2 disusun sesudah hari terakhirnya.",
        "Week {minggu} is not over. Its report is composed after its last day.",
    ),
    "w2_tidak_dikenal": Sentence(
        G.TIDAK_DIKENAL,
        "Laporan W2 itu belum ada. Susun dulu dari halaman W2.",
        "There is no such weekly report yet. Compose it first.",
    ),
    "sebelum_w2_ada": Sentence(
        G.TIDAK_SAH,
        "terjadi_pada lebih awal daripada laporannya. Periksa jamnya.",
        "terjadi_pada is earlier than the report. Check the clock.",
    ),
    "w2_itu": Sentence(
        G.TIDAK_SAH,
        "Laporan ini bukan untuk fasilitas dan minggu itu. Muat ulang halaman W2.",
        "This report is not of that facility and week. Reload the page.",
    ),
    "laporan_sendiri": Sentence(
        G.DITOLAK,
        "Laporan ini milik fasilitas lain. Minta fasilitas itu membetulkan dan mengirim ulang.",
        "This report is another facility's. Ask them to correct it and to send it again.",
    ),
    "sudah_disusun": Sentence(
        G.DITOLAK,
        "Laporannya belum disusun: baru ada ketikan. Susun dulu, lalu periksa.",
        "The report is not composed yet: there are only typed counts. Compose it first, then check it.",
    ),
    "edisi_w2_terbaru": Sentence(
        G.DITOLAK,
        "Angkanya berubah sejak Anda membukanya. Muat ulang, lalu periksa lagi.",
        "The figures have changed since you opened them. Reload, then check again.",
    ),
    "edisi_lebih_baru": Sentence(G.DITOLAK, "Edisi itu sudah diterima.", "That edition was received already."),
    "w2_belum_diperiksa": Sentence(
        G.DITOLAK, "W2 harus diperiksa dulu. Tekan Periksa, lalu kirim.", "Check the report first, then send it."
    ),
    "w1_tidak_dikenal": Sentence(
        G.TIDAK_DIKENAL, "W1 itu tidak ada di sini. Pilih dari halaman W1.", "There is no such W1 here."
    ),
    "sebelum_w1_ada": Sentence(
        G.TIDAK_SAH,
        "terjadi_pada lebih awal daripada W1-nya. Periksa jamnya.",
        "terjadi_pada is earlier than the W1. Check the clock.",
    ),
    "bukan_bawahan": Sentence(
        G.DITOLAK,
        "{pengirim} tidak melapor kepada kita menurut direktori. Periksa direktori hub, lalu proses lagi kirimannya.",
        "{pengirim} does not report to us, says the directory. Check the hub's directory, then try the message again.",
    ),
    "bukan_dinkes": Sentence(
        G.DITOLAK,
        "Halaman ini untuk Dinkes dan Kementerian. Fasilitas ini bukan kantor; lihat halaman Surveilans.",
        "This page is for offices. This facility is none; see the surveillance page.",
    ),
    "mulai_kejadian_tidak_sah": Sentence(
        G.TIDAK_SAH,
        "Tanggal mulai kejadian harus tanggal kalender, paling akhir hari ini.",
        "The first day of the event must be a day of the calendar, today at the latest.",
    ),
    "diketahui_di_depan": Sentence(
        G.TIDAK_SAH,
        "Waktu diketahui tidak dapat sesudah sekarang. Periksa tanggal dan jamnya.",
        "It cannot be known later than now. Check date and time.",
    ),
    "milik_pelapor": Sentence(
        G.DITOLAK,
        "Angka W1 hanya diubah oleh yang menyusunnya. Hubungi pelapornya.",
        "Only whoever composed a W1 changes its figures. Call them.",
    ),
    "dari_tetangga": Sentence(
        G.DITOLAK,
        "Kabar tentang W1 ini bukan dari tingkat di atas atau di bawah kita.",
        "This was not told by the level above or below us.",
    ),
    "milik_penyata": Sentence(
        G.DITOLAK,
        "KLB ditutup oleh Dinkes yang menyatakannya. Hubungi Dinkes itu.",
        "An outbreak is closed by the office that declared it. Call that office.",
    ),
    "tingkat_teratas": Sentence(
        G.DITOLAK,
        "Tidak ada tingkat di atas kita: W1 berhenti di sini.",
        "There is no level above us: the W1 ends here.",
    ),
    "w1_sudah_dikirim": Sentence(
        G.DITOLAK, "W1 ini sudah dikirim. Yang berubah diperbarui, bukan dibatalkan.", "This W1 was sent already."
    ),
    "w1_sudah_diteruskan": Sentence(
        G.DITOLAK, "W1 ini sudah diteruskan ke tingkat di atas.", "This W1 was passed on already."
    ),
}
