"""What a referral is, and how each fact changes it.

Two facilities keep the same referral, and each takes steps the other hears of later. So a record bears how far *each*
side has come, and its state is what both come to together (`bersama`). Each side's steps are taken by that side alone
and arrive at the other in order; whatever crosses on the way, both records end equal.

The table of its moves is `rujukan.py`.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from schemas.events import rujukan as told
from schemas.message import Event
from schemas.names import (
    AlasanBatalRujukan,
    AlasanRujukan,
    AlasanTempat,
    AlasanTolakRujukan,
    AlasanTutupRujukan,
    ArahRujukan,
    CaraHubung,
    JalurRujukan,
    JenisRujukan,
    JenisTenggat,
    KeadaanRujukan,
    KeadaanTempat,
    KelasRawat,
    KodeUnit,
    LangkahPenerima,
    LangkahPerujuk,
    LayananRujukan,
    Pengecualian,
    PetugasId,
    TindakLanjut,
)
from schemas.names.federasi import KodeFasyankes

S = KeadaanRujukan
K = LangkahPerujuk
T = LangkahPenerima


class Rujukan(NamedTuple):
    """One referral, as one side knows it. Who the patient is and what the letter says stands in the tables beside."""

    id: str
    keadaan: KeadaanRujukan = S.BARU
    versi: int = 0
    arah: ArahRujukan = ArahRujukan.KELUAR
    jalur: JalurRujukan = JalurRujukan.SURAT
    perujuk: KodeFasyankes = ""
    tujuan: KodeFasyankes = ""
    langkah_perujuk: LangkahPerujuk = K.BELUM
    langkah_penerima: LangkahPenerima = T.BELUM
    layanan: LayananRujukan = LayananRujukan.RAWAT_JALAN
    alasan_rujukan: AlasanRujukan = AlasanRujukan.LAINNYA
    darurat: bool = False
    jenis_rujukan: JenisRujukan | None = None
    tingkat_perujuk: int | None = None
    tingkat_tujuan: int | None = None
    pengecualian: Pengecualian | None = None
    kelas: KelasRawat | None = None
    kemampuan: str | None = None
    dihubungi: CaraHubung | None = None
    tempat_tidur: KeadaanTempat | None = None
    """What was known of a free bed there when it was sent."""
    alasan_tempat: AlasanTempat | None = None
    pasien: str | None = None
    """Who it is in our own index; an incoming patient is nobody in it before they come."""
    kunjungan: str | None = None
    """Our own visit: the one it follows from, or the one it led to."""
    unit: KodeUnit | None = None
    """Our unit that refers, or that takes the patient."""
    dokter: PetugasId | None = None
    penyusun: PetugasId | None = None
    urut: int | None = None
    bulan: str | None = None
    dikirim: datetime | None = None
    """When it was sent; at the receiver: learned of."""
    dijawab: datetime | None = None
    tiba: datetime | None = None
    dilayani: datetime | None = None
    dibalas: datetime | None = None
    selesai: datetime | None = None
    """When it was closed or called off by whoever referred."""
    alasan_tolak: AlasanTolakRujukan | None = None
    saran: KodeFasyankes | None = None
    alasan_batal: AlasanBatalRujukan | None = None
    alasan_tutup: AlasanTutupRujukan | None = None
    tindak_lanjut: TindakLanjut | None = None
    kontrol_pada: datetime | None = None
    janji_kelas: KelasRawat | None = None
    janji_kemampuan: str | None = None
    janji_sampai: datetime | None = None
    """While it stands, a bed is kept; None: no promise, or it ran out."""
    jawab_sebelum: datetime | None = None
    jawab_lewat: bool = False
    datang_sebelum: datetime | None = None
    datang_lewat: bool = False
    balas_sebelum: datetime | None = None
    balas_lewat: bool = False
    sejak: datetime | None = None
    terakhir: datetime | None = None
    terdaftar: datetime | None = None

    @property
    def lawan(self) -> KodeFasyankes:
        """The facility at the other side."""
        return self.tujuan if self.arah is ArahRujukan.KELUAR else self.perujuk


_HADIR: Final = MappingProxyType({T.TIBA: S.TIBA, T.DILAYANI: S.DILAYANI, T.DIBALAS: S.DIBALAS})
_JAWAB: Final = MappingProxyType({T.DITERIMA: S.DITERIMA, T.DITOLAK: S.DITOLAK, T.TIDAK_DATANG: S.TIDAK_DATANG})


def bersama(perujuk: LangkahPerujuk, penerima: LangkahPenerima) -> KeadaanRujukan:
    """The state both sides' steps come to together, in whatever order they were heard of.

    Closed is closed. Who is there is there, also where the referral was called off on their way. Called off counts
    more than an answer that crossed it.
    """
    if perujuk is K.DITUTUP:
        return S.DITUTUP
    if penerima in _HADIR:
        return _HADIR[penerima]
    if perujuk is K.DIBATALKAN:
        return S.DIBATALKAN
    if penerima in _JAWAB:
        return _JAWAB[penerima]
    return {K.BELUM: S.BARU, K.DISUSUN: S.DISUSUN}.get(perujuk, S.DIKIRIM)


# ── how each fact changes it ────────────────────────────────────────────────────────────────────────

_SURAT: Final = (
    "perujuk",
    "tujuan",
    "layanan",
    "alasan_rujukan",
    "darurat",
    "jenis_rujukan",
    "tingkat_perujuk",
    "tingkat_tujuan",
    "pengecualian",
    "kelas",
    "kemampuan",
    "dihubungi",
)


def _surat(event: Any) -> dict[str, Any]:  # noqa: ANN401 - the facts that tell a letter
    return {name: getattr(event, name) for name in _SURAT}


def _saat(event: Event) -> datetime:
    return min(event.terjadi_pada, event.dicatat_pada)


_HABIS: Final[Mapping[str, Any]] = MappingProxyType(
    {"janji_kelas": None, "janji_kemampuan": None, "janji_sampai": None}
)


def _tulisan(event: told.RujukanDisusun | told.RujukanDiperbaiki) -> dict[str, Any]:
    own = {"unit": event.unit, "dokter": event.dokter, "alasan_tempat": event.alasan_tempat}
    return _surat(event) | own | {"langkah_perujuk": K.DISUSUN, "penyusun": event.pelaku}


def _disusun(event: told.RujukanDisusun) -> dict[str, Any]:
    own = {"arah": ArahRujukan.KELUAR, "pasien": event.pasien, "kunjungan": event.kunjungan}
    return _tulisan(event) | own


SETELAH: Final[Mapping[type[Event], Callable[[Any], dict[str, Any]]]] = MappingProxyType(
    {
        told.RujukanDisusun: _disusun,
        told.RujukanDiperbaiki: _tulisan,
        told.RujukanDikirim: lambda e: {
            "langkah_perujuk": K.DIKIRIM,
            "jalur": e.jalur,
            "urut": e.urut,
            "bulan": e.bulan,
            "dokter": e.dokter,
            "tempat_tidur": e.tempat_tidur,
            "alasan_tempat": e.alasan_tempat,
            "dikirim": _saat(e),
            "jawab_sebelum": e.jawab_sebelum,
        },
        told.RujukanMasuk: lambda e: (
            _surat(e)
            | {
                "arah": ArahRujukan.MASUK,
                "langkah_perujuk": K.DIKIRIM,
                "jalur": e.jalur,
                "dikirim": _saat(e),
                "jawab_sebelum": e.jawab_sebelum,
            }
        ),
        told.RujukanSuratMenyusul: lambda e: _surat(e) | {"jalur": JalurRujukan.FEDERASI},
        told.RujukanDiterima: lambda e: {
            "langkah_penerima": T.DITERIMA,
            "dijawab": _saat(e),
            "unit": e.unit,
            "janji_kelas": e.janji_kelas,
            "janji_kemampuan": e.janji_kemampuan,
            "janji_sampai": e.janji_sampai,
            "datang_sebelum": e.datang_sebelum,
            "datang_lewat": False,
        },
        told.RujukanDitolak: lambda e: {
            "langkah_penerima": T.DITOLAK,
            "dijawab": _saat(e),
            "alasan_tolak": e.alasan_tolak,
            "saran": e.saran,
        },
        told.RujukanTiba: lambda e: {
            "langkah_penerima": T.TIBA,
            "tiba": _saat(e),
            "pasien": e.pasien,
            "kunjungan": e.kunjungan,
            "unit": e.unit,
            "balas_sebelum": e.balas_sebelum,
        },
        told.RujukanDilayani: lambda e: {
            "langkah_penerima": T.DILAYANI,
            "dilayani": _saat(e),
            "balas_sebelum": e.balas_sebelum,
            "balas_lewat": False,
        },
        told.RujukanTidakDatang: lambda _: {"langkah_penerima": T.TIDAK_DATANG},
        told.RujukanDibalas: lambda e: {
            "langkah_penerima": T.DIBALAS,
            "dibalas": _saat(e),
            "tindak_lanjut": e.tindak_lanjut,
            "kontrol_pada": e.kontrol_pada,
        },
        told.RujukanDitutup: lambda e: {
            "langkah_perujuk": K.DITUTUP,
            "selesai": _saat(e),
            "alasan_tutup": e.alasan_tutup,
        },
        told.RujukanDibatalkan: lambda e: {
            "langkah_perujuk": K.DIBATALKAN,
            "selesai": _saat(e),
            "alasan_batal": e.alasan_batal,
        },
        told.RujukanLewatTenggat: lambda e: {LEWAT[e.tenggat]: True},
        told.RujukanJanjiHabis: lambda _: dict(_HABIS),
    }
)
"""What a fact changes besides state and times. Adding an event means adding a row."""
LEWAT: Final[Mapping[JenisTenggat, str]] = MappingProxyType(
    {
        JenisTenggat.JAWAB_RUJUKAN: "jawab_lewat",
        JenisTenggat.DATANG_RUJUKAN: "datang_lewat",
        JenisTenggat.BALAS_RUJUKAN: "balas_lewat",
    }
)
"""Which mark each deadline leaves when it was missed."""
_MILIK_MEREKA: Final = frozenset({"pasien", "kunjungan", "unit"})
"""Of a fact of the other side: theirs, never ours."""


def settle(rujukan: Rujukan, event: Event) -> Rujukan:
    """The referral after the fact."""
    changed = SETELAH[type(event)](event)
    if isinstance(event, told.RujukanTiba | told.RujukanDiterima):
        keluar = rujukan.arah is ArahRujukan.KELUAR
        changed = {
            name: value for name, value in changed.items() if name not in _MILIK_MEREKA or not (keluar or value is None)
        }
    after = rujukan._replace(versi=event.versi, **changed)
    if isinstance(event, told.RujukanLewatTenggat | told.RujukanJanjiHabis | told.RujukanSuratMenyusul):
        return after
    saat = _saat(event)
    keadaan = bersama(after.langkah_perujuk, after.langkah_penerima)
    return _tak_ditunggu(
        after._replace(
            keadaan=keadaan,
            sejak=saat if keadaan is not rujukan.keadaan else rujukan.sejak,
            terakhir=saat,
            terdaftar=rujukan.terdaftar or saat,
        )
    )


def _tak_ditunggu(rujukan: Rujukan) -> Rujukan:
    """What is waited for stands only in the state that waits for it, whatever crossed on the way here."""
    gone: dict[str, Any] = {}
    if rujukan.keadaan is not S.DIKIRIM:
        gone |= {"jawab_sebelum": None}
    if rujukan.keadaan is not S.DITERIMA:
        gone |= {"datang_sebelum": None, **_HABIS}
    if rujukan.keadaan not in {S.TIBA, S.DILAYANI}:
        gone |= {"balas_sebelum": None}
    return rujukan._replace(**gone)
