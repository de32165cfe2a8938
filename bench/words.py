"""What of the reports a reader is shown, and how it is called: each word in Indonesian and in English."""

from dataclasses import dataclass
from typing import Any, Final

Pair = tuple[str, str]

KOLOM: Final[dict[str, Pair]] = {
    "basis_data": ("basis data", "database"),
    "isi": ("halaman", "page"),
    "pemanggil": ("pemanggil", "callers"),
    "gerak_per_detik": ("gerak/detik", "moves/s"),
    "lantai_per_detik": ("lantai/detik", "floor/s"),
    "rasio": ("rasio terhadap lantai", "ratio to the floor"),
    "orm_per_detik": ("ORM/detik", "ORM/s"),
    "orm_utas": ("utas terbaik ORM", "best ORM threads"),
    "rasio_orm": ("kali ORM", "times the ORM"),
    "rasio_orm_tanpa_hitungan": ("kali ORM tanpa hitungan", "times the ORM without counts"),
    "flush_per_gerak": ("flush/gerak", "flushes/move"),
    "byte_per_gerak": ("byte/gerak", "bytes/move"),
    "cpu_us_per_gerak": ("CPU µs/gerak", "CPU µs/move"),
    "cpu_lantai_us_per_gerak": ("CPU µs/gerak lantai", "CPU µs/move, floor"),
    "memori_puncak_mb": ("memori puncak MB", "peak memory MB"),
    "papan": ("papan terbuka", "open boards"),
    "pindaian": ("pindaian", "scans"),
    "hilang": ("hilang", "lost"),
    "per_detik_ditawarkan": ("gerak/detik ditawarkan", "moves/s offered"),
    "permintaan": ("permintaan", "requests"),
    "nasib": ("cara hilang", "how it was lost"),
    "berkas_hilang": ("berkas", "folders"),
    "lantai_tempat_terakhir": ("lantai: tempat terakhir", "floor: last place told"),
    "lantai_terakhir_meja_rak": ("lantai: tempat terakhir, meja, rak", "floor: last place, desks, shelf"),
    "tiga_pertama": ("di antara 3 pertama", "among the first 3"),
    "lima_pertama": ("di antara 5 pertama", "among the first 5"),
    "sepuluh_pertama": ("di antara 10 pertama", "among the first 10"),
    "p50_ms": ("p50 (ms)", "p50 (ms)"),
    "p99_ms": ("p99 (ms)", "p99 (ms)"),
    "lantai_p50_ms": ("p50 lantai (ms)", "floor p50 (ms)"),
    "lantai_p99_ms": ("p99 lantai (ms)", "floor p99 (ms)"),
    "rasio_p50": ("rasio p50", "p50 ratio"),
    "tanggal_sendiri_p99_ms": ("tanggal sendiri p99 (ms)", "days of one's own, p99 (ms)"),
    "rincian_p99_ms": ("rincian p99 (ms)", "events behind a number, p99 (ms)"),
    "rawat_inap": ("dirawat", "admissions"),
    "bangun_ulang_detik": ("detik hitung ulang", "seconds to rebuild"),
    "lantai_buku_detik": ("detik lantai buku", "seconds, floor over the ledger"),
    "rasio_proyeksi": ("proyeksi, kali lantai", "projection, times the floor"),
    "rasio_bangun_ulang": ("hitung ulang, kali lantai", "rebuild, times the floor"),
    "setahun_p99_ms": ("setahun p99 (ms)", "a year, p99 (ms)"),
    "rawat_jalan_p99_ms": ("rawat jalan p99 (ms)", "clinics, p99 (ms)"),
    "rincian_kosong_p99_ms": ("rincian kosong p99 (ms)", "a list of nothing, p99 (ms)"),
    "rasio_lantai": ("kali lantai", "times the floor"),
    "memori_diam_jumlah_mb": ("memori diam, semua proses (MB)", "idle memory, all processes (MB)"),
    "berkas": ("berkas", "records"),
    "baris": ("baris", "lines"),
    "gb": ("GB", "GB"),
    "baris_per_detik": ("baris/detik", "lines/s"),
    "siap_detik": ("detik sampai siap", "seconds until ready"),
    "memori_pss_mb": ("memori PSS MB", "PSS memory MB"),
    "pasien": ("pasien", "patients"),
    "pasien_per_detik": ("pasien/detik", "patients/s"),
    "kunjungan": ("kunjungan", "visits"),
    "kunjungan_lama": ("kunjungan sebelumnya", "earlier visits"),
    "kunjungan_per_detik": ("kunjungan/detik", "visits/s"),
    "daftar_p99_ms": ("daftar hari itu p99 (ms)", "the day's list, p99 (ms)"),
    "ketemu": ("ketemu", "found"),
    "tenggat": ("tenggat", "deadlines"),
    "byte_per_tenggat": ("byte/tenggat", "bytes/deadline"),
    "berikut_us": ("yang berikut (µs)", "the next one (µs)"),
    "lantai_berikut_us": ("lantainya (µs)", "its floor (µs)"),
    "sehalaman_us": ("sehalaman jatuh tempo (µs)", "a page of those due (µs)"),
    "lantai_sehalaman_us": ("lantai sehalaman (µs)", "floor of a page (µs)"),
    "mulai_us": ("dimulai (µs/baris)", "begun (µs a row)"),
    "rasio_mulai": ("rasio mulai", "ratio begun"),
    "ulang_us": ("dihitung ulang (µs/baris)", "reckoned anew (µs a row)"),
    "rasio_ulang": ("rasio ulang", "ratio anew"),
    "akhir_us": ("diakhiri (µs/baris)", "ended (µs a row)"),
    "rasio_akhir": ("rasio akhir", "ratio ended"),
    "pratinjau_detik": ("pratinjau (detik)", "preview (s)"),
    "diputar": ("diputar ulang", "replayed"),
    "putar_detik": ("putar ulang (detik)", "replay (s)"),
    "ditandai": ("ditandai lewat", "told late"),
    "tenggat_per_detik": ("ditandai/detik", "told/s"),
    "terlambat_p99_ms": ("terlambat p99 (ms)", "told late by, p99 (ms)"),
    "orang_p99_ms_sebelum": ("p99 orang sebelumnya (ms)", "people's p99 before (ms)"),
    "orang_p99_ms_selama": ("p99 orang selama itu (ms)", "people's p99 meanwhile (ms)"),
    "rasio_p99": ("rasio", "ratio"),
}
"""Columns, in the order they are shown; the reports have more for whoever tunes."""

ISI: Final[dict[str, Pair]] = {
    "lantai_nik": ("satu baris menurut NIK, pengandar polos", "one row by NIK, plain driver"),
    "nama_utuh": ("nama lengkap", "whole name"),
    "nama_dan_lahir": ("satu kata dan tanggal lahir", "one word and date of birth"),
    "nama_sambil_mengetik": ("nama, baru separuh diketik", "name, half typed"),
    "nama_salah_ketik": ("nama, satu salah ketik", "name with one slip"),
    "nama_terbalik": ("nama terbalik", "name the other way round"),
    "inisial": ("inisial dan sisanya", "initial and the rest"),
    "satu_kata": ("satu kata nama", "one word of a name"),
    "nik": ("NIK", "NIK"),
    "telepon": ("telepon", "telephone"),
    "kembar": ("yang mungkin kembar", "possible duplicates"),
    "semua_pencarian": ("semua pencarian", "all searches"),
    "semua": ("semua", "all"),
    "tertinggal_di_unit": ("tertinggal di unit", "left in the unit"),
    "pulang_tanpa_pindai": ("pulang tanpa dipindai", "came home unscanned"),
    "diteruskan_tanpa_pindai": ("diteruskan tanpa dipindai", "passed on unscanned"),
    "sampai_tanpa_pindai": ("sampai tanpa dipindai", "arrived unscanned"),
    "salah_unit": ("diantar ke unit lain", "brought to another unit"),
    "pada_orang": ("disimpan seseorang", "kept by somebody"),
    "terselip": ("terselip di berkas lain", "slipped into another folder"),
    "di_meja": ("di meja", "on the desk"),
    "disimpan_tanpa_pindai": ("disimpan tanpa dipindai", "filed unscanned"),
    "salah_letak": ("salah letak di rak", "misfiled on the shelf"),
    "papan_html": ("Papan", "board"),
    "papan_api": ("Papan, API", "board, API"),
    "berkas_html": ("Berkas", "record"),
    "jejak_api": ("jejak berkas, API", "record's timeline, API"),
    "nomor_utuh": ("nomor utuh, API", "whole number, API"),
    "nomor_bagian": ("bagian nomor, API", "part of a number, API"),
    "nomor_akhiran": ("akhiran nomor, API", "end of a number, API"),
    "cari_html": ("Cari", "search"),
    "daftar_keadaan": ("daftar satu keadaan, API", "list of one state, API"),
    "daftar_unit": ("daftar satu unit, API", "list of one unit, API"),
    "daftar_serentak": ("daftar yang masuk serentak, API", "list of those of one instant, API"),
    "jejak_web": ("`jejak web`", "`jejak web`"),
    "jejak_up": ("`jejak up`", "`jejak up`"),
}
"""Cells that are words."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table: of the sections named like this, the rows that have `key`; of KOLOM, those in `columns`."""

    title: Pair
    section: str
    columns: tuple[str, ...]
    key: str = ""

    def rows(self, report: dict[str, Any]) -> list[dict[str, Any]]:
        """The rows, from all sections that match; none where nothing was measured."""
        found = [value for name, value in report.items() if name.startswith(self.section)]
        rows = [row for value in found for row in (value if isinstance(value, list) else [value])]
        return [row for row in rows if not self.key or row.get(self.key) is not None]


TABEL: Final = (
    Table(
        ("Pintu depan sampai jawaban tahan listrik, dibanding pengandar polos",
         "Front door to durable answer, against the plain driver"),
        "pintu_depan",
        ("basis_data", "pemanggil", "gerak_per_detik", "lantai_per_detik", "rasio", "flush_per_gerak", "byte_per_gerak",
         "cpu_us_per_gerak", "cpu_lantai_us_per_gerak", "memori_puncak_mb"),
    ),
    Table(
        ("Dibanding satu transaksi ORM untuk tiap gerak", "Against one ORM transaction a move"),
        "orm",
        ("basis_data", "pemanggil", "gerak_per_detik", "orm_per_detik", "orm_utas", "rasio_orm",
         "rasio_orm_tanpa_hitungan"),
    ),
    Table(
        ("Pindaian HTTP sampai barisnya di papan lain", "HTTP scan until its row is on another board"),
        "papan",
        ("papan", "pindaian", "hilang", "p50_ms", "p99_ms", "memori_diam_jumlah_mb"),
    ),
    Table(
        ("HTTP, tulis, siaran, pekerja, proyeksi: beban tetap", "HTTP, commit, stream, worker, projection: even load"),
        "alur",
        ("per_detik_ditawarkan", "p50_ms", "p99_ms", "lantai_p50_ms", "lantai_p99_ms", "rasio_p50"),
        "per_detik_ditawarkan",
    ),
    Table(
        ("Jalan yang sama, beban penuh", "The same way, at full speed"),
        "alur",
        ("gerak_per_detik", "lantai_per_detik", "rasio"),
        "gerak_per_detik",
    ),
    Table(
        ("Aliran dibangun ulang dari buku", "The stream rebuilt from the ledger"),
        "bangun_aliran",
        ("baris", "baris_per_detik", "lantai_per_detik", "rasio"),
    ),
    Table(
        ("Tenggat yang menunggu", "Deadlines that wait"),
        "tenggat",
        ("tenggat", "byte_per_tenggat", "berikut_us", "lantai_berikut_us", "sehalaman_us", "lantai_sehalaman_us"),
        "berikut_us",
    ),
    Table(
        ("Yang dibayar sebuah gerak untuk tenggatnya", "What a move pays for its deadline"),
        "tenggat",
        ("tenggat", "mulai_us", "rasio_mulai", "ulang_us", "rasio_ulang", "akhir_us", "rasio_akhir"),
        "mulai_us",
    ),
    Table(
        ("Akibat kebijakan tenggat lain", "What another policy of deadlines would do"),
        "tenggat",
        ("tenggat", "pratinjau_detik", "diputar", "putar_detik"),
        "pratinjau_detik",
    ),
    Table(
        ("Jatuh tempo pada satu saat, sementara orang bekerja", "Due at one instant, while people work"),
        "tenggat",
        ("tenggat", "ditandai", "tenggat_per_detik", "terlambat_p99_ms", "orang_p99_ms_sebelum", "orang_p99_ms_selama",
         "rasio_p99"),
        "rasio_p99",
    ),
    Table(
        ("Mendaftarkan pasien", "Registering patients"),
        "pasien",
        ("basis_data", "pemanggil", "pasien_per_detik", "lantai_per_detik", "rasio"),
        "pasien_per_detik",
    ),
    Table(
        ("Mencari pasien", "Searching for patients"),
        "pasien",
        ("basis_data", "pasien", "isi", "ketemu", "p50_ms", "p99_ms", "rasio_lantai"),
        "p99_ms",
    ),
    Table(
        ("Mencari berkas hilang, pada kehilangan buatan: bagian yang tempat sebenarnya disebut",
         "Looking for missing folders, on planted losses: share whose true place is named"),
        "hilang",
        ("nasib", "berkas_hilang", "lantai_tempat_terakhir", "lantai_terakhir_meja_rak", "tiga_pertama", "lima_pertama",
         "sepuluh_pertama", "p99_ms"),
    ),
    Table(
        ("Membuka kunjungan sehari", "Opening a day's visits"),
        "kunjungan",
        ("basis_data", "pemanggil", "kunjungan", "kunjungan_lama", "kunjungan_per_detik", "p50_ms", "p99_ms",
         "daftar_p99_ms"),
        "kunjungan_per_detik",
    ),
    Table(
        ("Laporan kelengkapan setahun, dibanding hitungan ulang dengan SQL polos",
         "The completeness report of a year, against a recount in plain SQL"),
        "laporan",
        ("basis_data", "kunjungan", "baris_per_detik", "p50_ms", "p99_ms", "lantai_p50_ms", "rasio_p50",
         "tanggal_sendiri_p99_ms", "rincian_p99_ms", "rincian_kosong_p99_ms"),
        "rincian_p99_ms",
    ),
    Table(
        ("Sensus setahun rumah sakit 300 tempat tidur, dibanding hitungan ulang dengan SQL polos",
         "The census of a year of a hospital with 300 beds, against a recount in plain SQL"),
        "sensus",
        ("basis_data", "rawat_inap", "kunjungan", "baris_per_detik", "rasio_proyeksi", "bangun_ulang_detik",
         "rasio_bangun_ulang", "p50_ms", "p99_ms", "lantai_p50_ms", "rasio_p50", "setahun_p99_ms",
         "rawat_jalan_p99_ms", "rincian_p99_ms"),
        "rasio_bangun_ulang",
    ),
    Table(
        ("Fasilitas besar", "A large facility"),
        "besar",
        ("basis_data", "berkas", "baris", "gb", "baris_per_detik"),
        "gb",
    ),
    Table(
        ("Halamannya lewat HTTP", "Its pages over HTTP"),
        "besar",
        ("isi", "p50_ms", "p99_ms", "rasio_lantai"),
        "p99_ms",
    ),
    Table(("Nyala ulangnya", "Its restart"), "besar", ("isi", "siap_detik", "memori_pss_mb"), "siap_detik"),
)  # fmt: skip
