"""The legal steps of a record's life, state by state: written from the design's chapter 3 and the field's procedures.

Read it as: a folder that is `di_poli` may be sent on, sent home, fetched home or reported missing, and nothing else.
Words in the right column are the state it is in afterwards.
"""

from typing import Final

PULANG: Final = {"berkas.kembali.v1": ("kembali",)}
HILANG: Final = {"berkas.dilaporkan_hilang.v1": ("hilang",)}
DITARIK: Final = {"berkas.diambil.v1": ("diambil",)}
GABUNG: Final = {"berkas.digabung.v1": ("digabung",)}

LANGKAH: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "baru": {"berkas.didaftarkan.v1": ("disimpan",)},
    "disimpan": {
        **DITARIK,
        **HILANG,
        **GABUNG,
        "berkas.dirakit.v1": ("dirakit",),
        "berkas.dipinjamkan.v1": ("dipinjam",),
        "berkas.diinaktifkan.v1": ("inaktif",),
    },
    "diambil": {
        **PULANG,
        **HILANG,
        "berkas.pengambilan_dibatalkan.v1": ("disimpan", "kembali"),
        "berkas.diterima.v1": ("di_poli",),
    },
    "di_poli": {
        **PULANG,
        **HILANG,
        "berkas.dialihkan.v1": ("dalam_perjalanan",),
        "berkas.dikirim_kembali.v1": ("dalam_perjalanan",),
    },
    "dalam_perjalanan": {**PULANG, **HILANG, "berkas.diterima.v1": ("di_poli",)},
    "kembali": {**DITARIK, **HILANG, **GABUNG, "berkas.dirakit.v1": ("dirakit",)},
    "dirakit": {
        **DITARIK,
        **HILANG,
        **GABUNG,
        "berkas.lengkap.v1": ("lengkap",),
        "berkas.tidak_lengkap.v1": ("tidak_lengkap",),
    },
    "lengkap": {
        **DITARIK,
        **HILANG,
        **GABUNG,
        "berkas.disimpan.v1": ("disimpan",),
        "berkas.dipinjamkan.v1": ("dipinjam",),
    },
    "tidak_lengkap": {
        **DITARIK,
        **HILANG,
        **GABUNG,
        "berkas.dikembalikan_ke_unit.v1": ("diambil",),
        "berkas.dilengkapi.v1": ("dirakit",),
    },
    "dipinjam": {**HILANG, "berkas.pinjaman_dikembalikan.v1": ("kembali",)},
    "hilang": {"berkas.ditemukan.v1": ("ditemukan",)},
    "ditemukan": {"berkas.temuan_diverifikasi.v1": ("kembali",)},
    "inaktif": {**HILANG, "berkas.diaktifkan.v1": ("disimpan",), "berkas.dinilai.v1": ("dinilai",)},
    "dinilai": {
        "berkas.dilestarikan.v1": ("dilestarikan",),
        "berkas.pemusnahan_diusulkan.v1": ("diusulkan_musnah",),
        "berkas.diaktifkan.v1": ("disimpan",),
    },
    "diusulkan_musnah": {
        "berkas.dimusnahkan.v1": ("dimusnahkan",),
        "berkas.usul_musnah_dibatalkan.v1": ("inaktif",),
        "berkas.diaktifkan.v1": ("disimpan",),
    },
    "dilestarikan": {},
    "dimusnahkan": {},
    "digabung": {},
}

TAMAT: Final = frozenset({"dilestarikan", "dimusnahkan", "digabung"})
TERLIHAT: Final = "berkas.terlihat.v1"
CEK: Final = "berkas.cek_diselesaikan.v1"
LEWAT: Final = "berkas.lewat_tenggat.v1"
URUNG: Final = "berkas.gerak_diurungkan.v1"
KAIT: Final = "berkas.dikaitkan.v1"
PANJANG: Final = "berkas.pinjaman_diperpanjang.v1"
TAHAN: Final = {"berkas.ditahan.v1": True, "berkas.dilepas.v1": False}
JADWAL: Final = "berkas.dijadwalkan_ulang.v1"
DIAM: Final = frozenset({TERLIHAT, CEK, LEWAT, KAIT, PANJANG, JADWAL, *TAHAN})
"""Facts that leave a record in its state and its place."""

HANYA_FISIK: Final = frozenset(
    {
        "berkas.diambil.v1",
        "berkas.dikembalikan_ke_unit.v1",
        "berkas.dipinjamkan.v1",
        "berkas.dilaporkan_hilang.v1",
    }
)
"""Only paper travels, is lent or is missed."""

DAPAT_DIURUNGKAN: Final = frozenset(
    {
        "berkas.diambil.v1",
        "berkas.pengambilan_dibatalkan.v1",
        "berkas.diterima.v1",
        "berkas.dialihkan.v1",
        "berkas.dikirim_kembali.v1",
        "berkas.kembali.v1",
        "berkas.dirakit.v1",
        "berkas.lengkap.v1",
        "berkas.tidak_lengkap.v1",
        "berkas.dikembalikan_ke_unit.v1",
        "berkas.dilengkapi.v1",
        "berkas.disimpan.v1",
        "berkas.dilaporkan_hilang.v1",
        "berkas.ditemukan.v1",
    }
)
"""The daily moves; loans, retention and destruction are not taken back."""

PERISTIWA: Final[dict[str, str]] = {
    "berkas.daftarkan": "berkas.didaftarkan.v1",
    "berkas.ambil": "berkas.diambil.v1",
    "berkas.batal_ambil": "berkas.pengambilan_dibatalkan.v1",
    "berkas.terima_di_unit": "berkas.diterima.v1",
    "berkas.alihkan": "berkas.dialihkan.v1",
    "berkas.kirim_kembali": "berkas.dikirim_kembali.v1",
    "berkas.terima_kembali": "berkas.kembali.v1",
    "berkas.rakit": "berkas.dirakit.v1",
    "berkas.nyatakan_lengkap": "berkas.lengkap.v1",
    "berkas.nyatakan_tidak_lengkap": "berkas.tidak_lengkap.v1",
    "berkas.kembalikan_ke_unit": "berkas.dikembalikan_ke_unit.v1",
    "berkas.lengkapi": "berkas.dilengkapi.v1",
    "berkas.simpan": "berkas.disimpan.v1",
    "berkas.pinjamkan": "berkas.dipinjamkan.v1",
    "berkas.perpanjang_pinjaman": PANJANG,
    "berkas.kembalikan_pinjaman": "berkas.pinjaman_dikembalikan.v1",
    "berkas.laporkan_hilang": "berkas.dilaporkan_hilang.v1",
    "berkas.temukan": "berkas.ditemukan.v1",
    "berkas.verifikasi_temuan": "berkas.temuan_diverifikasi.v1",
    "berkas.inaktifkan": "berkas.diinaktifkan.v1",
    "berkas.aktifkan": "berkas.diaktifkan.v1",
    "berkas.nilai": "berkas.dinilai.v1",
    "berkas.lestarikan": "berkas.dilestarikan.v1",
    "berkas.usulkan_musnah": "berkas.pemusnahan_diusulkan.v1",
    "berkas.batalkan_usul": "berkas.usul_musnah_dibatalkan.v1",
    "berkas.musnahkan": "berkas.dimusnahkan.v1",
    "berkas.kaitkan": KAIT,
    "berkas.tahan": "berkas.ditahan.v1",
    "berkas.lepas": "berkas.dilepas.v1",
    "berkas.gabungkan": "berkas.digabung.v1",
    "berkas.catat_terlihat": TERLIHAT,
    "berkas.urungkan": URUNG,
    "berkas.selesaikan_cek": CEK,
    "berkas.tandai_lewat": LEWAT,
    "berkas.jadwalkan_ulang": JADWAL,
}
"""What each wish is told as, when it is granted."""

DARI_PINDAI: Final = frozenset(
    {
        TERLIHAT,
        "berkas.diambil.v1",
        "berkas.diterima.v1",
        "berkas.dialihkan.v1",
        "berkas.dikirim_kembali.v1",
        "berkas.kembali.v1",
        "berkas.dirakit.v1",
        "berkas.disimpan.v1",
        "berkas.dikembalikan_ke_unit.v1",
        "berkas.pinjaman_dikembalikan.v1",
        "berkas.ditemukan.v1",
    }
)
"""What a bare scan may turn out to be: never a judgement."""
