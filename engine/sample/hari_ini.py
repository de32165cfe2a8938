"""The sample's today: who is at the front desk now, how far their folder has come, who lies in a bed. Pure."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from engine.sample.langkah import Langkah, nomor
from engine.sample.pasien import BALITA, DEWASA, SUBUR, kelamin, umur
from engine.sample.tempat import CONTOH, DOKTER, JUMLAH, LOKET, PERMED
from engine.settings import ZONA_INDONESIA
from schemas.commands import berkas as ask
from schemas.commands import kunjungan as visit
from schemas.commands.pasien import TANPA_NAMA, Identitas, PasienDaftarkan
from schemas.names import (
    AlasanBatal,
    AsalPasien,
    CaraKeluar,
    JenisKelamin,
    JenisKunjungan,
    KodeUnit,
)

TAK_DIKENAL: Final = JUMLAH - 1
"""The place of the patient nobody knows: registered today, with the newest folder."""
DIRAWAT: Final = JUMLAH
"""The place of the admission among the visits; every other visit has its patient's."""
TANPA_BERKAS: Final = ("ML1-A", "ML2-B")
"""The beds of those whose folder nobody has fetched."""
UGD, RANAP = KodeUnit("UGD"), KodeUnit("RANAP")
PAGI: Final = timedelta(minutes=200)
"""How long the sample's day has lasted; squeezed where it is not that late yet."""


@dataclass(frozen=True, slots=True)
class Tamu:
    """A visit of today: registered so many minutes ago; what came after so many minutes more, None: not yet."""

    unit: KodeUnit
    lalu: int
    ambil: int | None = None
    terima: int | None = None
    layani: int | None = None
    selesai: int | None = None
    batal: int | None = None
    cara_bayar: str = "jkn"
    rujukan: bool = False


TAMU: Final = (
    Tamu(KodeUnit("UMUM"), 104, 4, 9, 12, 30),
    Tamu(KodeUnit("TB"), 93),
    Tamu(KodeUnit("KIA"), 88, 5, 8, 15, 40),
    Tamu(KodeUnit("GIGI"), 74),
    Tamu(KodeUnit("UMUM"), 61, 2, 7, 10),
    Tamu(KodeUnit("IMUN"), 52, 9, 19, 22),
    Tamu(KodeUnit("GIGI"), 41, batal=12, cara_bayar="umum"),
    Tamu(KodeUnit("GIGI"), 37, 3, 8, 14, cara_bayar="umum"),
    Tamu(KodeUnit("UMUM"), 26, 4, 9),
    Tamu(KodeUnit("TB"), 23, rujukan=True),
    Tamu(KodeUnit("KIA"), 14),
    Tamu(KodeUnit("MTBS"), 12, 7),
    Tamu(KodeUnit("UMUM"), 9, 5),
    Tamu(KodeUnit("GIGI"), 6, cara_bayar="umum"),
    Tamu(KodeUnit("UMUM"), 3),
    Tamu(KodeUnit("UMUM"), 1, cara_bayar="umum"),
)
_COCOK: Final[dict[str, Callable[[int, date], bool]]] = {
    "MTBS": lambda tempat, hari: umur(tempat, hari) < BALITA,
    "IMUN": lambda tempat, hari: umur(tempat, hari) < BALITA,
    "KIA": lambda tempat, hari: kelamin(tempat) is JenisKelamin.PEREMPUAN and umur(tempat, hari) in SUBUR,
}
"""Whom some units care for; the others, whoever is grown up."""


def hari_ini(di_rak: list[int], now: datetime) -> Iterator[Langkah]:
    """What happened today, to patients whose folders (`di_rak`) lay on their rack."""
    local = now.astimezone(ZoneInfo(ZONA_INDONESIA[CONTOH.zona]))
    since_midnight = local - local.replace(hour=0, minute=0, second=0, microsecond=0)
    squeezed = min(1.0, since_midnight / PAGI)
    free = list(di_rak)
    for tamu in TAMU:
        tempat = _pilih(free, tamu.unit, local.date())
        yield from (_pada(step, now, squeezed) for step in _jalan(tamu, tempat, now))
    tempat = _pilih(free, RANAP, local.date())
    yield from (_pada(step, now, squeezed) for step in _dirawat(tempat, now))
    yield from (_pada(step, now, squeezed) for step in _tak_dikenal(now))
    for place, bed in enumerate(TANPA_BERKAS, 1):
        yield from _tanpa_berkas(_pilih(free, RANAP, local.date()), DIRAWAT + place, bed, now)


def _pada(step: Langkah, now: datetime, squeezed: float) -> Langkah:
    return replace(step, pada=now - (now - step.pada) * squeezed, diikuti=True)


def _pilih(free: list[int], unit: str, hari: date) -> int:
    fits = _COCOK.get(unit, _dewasa)
    tempat = next(one for one in free if fits(one, hari))
    free.remove(tempat)
    return tempat


def _dewasa(tempat: int, hari: date) -> bool:
    return umur(tempat, hari) > DEWASA


def _jalan(tamu: Tamu, tempat: int, now: datetime) -> Iterator[Langkah]:
    """Registered, the folder pulled and received, called in, home: as far as it has come."""
    mulai = now - timedelta(minutes=tamu.lalu)
    petugas = tamu.unit.lower()

    def pada(menit: int) -> datetime:
        return mulai + timedelta(minutes=menit)

    isi: dict[str, object] = {"cara_bayar": tamu.cara_bayar}
    if tamu.rujukan:
        isi |= {"asal_pasien": AsalPasien.DOKTER_PRAKTIK, "surat_rujukan": True}
    yield _daftar(mulai, LOKET, tempat, tamu.unit, **isi)
    if tamu.batal is not None:
        yield Langkah(pada(tamu.batal), LOKET, visit.Batalkan, tempat, {"alasan_batal": AlasanBatal.PASIEN_PERGI})
    if tamu.ambil is not None:
        yield Langkah(pada(tamu.ambil), PERMED, ask.Ambil, tempat, {"tujuan": tamu.unit})
    if tamu.terima is not None:
        yield Langkah(pada(tamu.terima), petugas, ask.TerimaDiUnit, tempat, {"unit": tamu.unit})
    if tamu.layani is not None:
        yield Langkah(pada(tamu.layani), petugas, visit.Layani, tempat, orang={"dokter": DOKTER})
    if tamu.selesai is not None:
        yield Langkah(pada(tamu.selesai), petugas, visit.Selesaikan, tempat, {"cara_keluar": CaraKeluar.PULANG})


def _dirawat(tempat: int, now: datetime) -> Iterator[Langkah]:
    """Came to the emergency unit, was admitted; the folder went along to the ward."""

    def pada(menit: int) -> datetime:
        return now - timedelta(minutes=menit)

    yield _daftar(pada(190), LOKET, tempat, UGD)
    yield Langkah(pada(188), "ugd", visit.Layani, tempat, orang={"dokter": DOKTER})
    yield Langkah(pada(186), PERMED, ask.Ambil, tempat, {"tujuan": UGD})
    yield Langkah(pada(181), "ugd", ask.TerimaDiUnit, tempat, {"unit": UGD})
    yield Langkah(
        pada(140),
        LOKET,
        visit.MasukRawatInap,
        DIRAWAT,
        {"tempat_tidur": "ML2-A", "cara_bayar": "jkn"},
        {"dokter": DOKTER},
        {"pasien": ("pasien", tempat), "asal": ("kunjungan", tempat)},
    )
    yield Langkah(pada(138), "ugd", visit.Selesaikan, tempat, {"cara_keluar": CaraKeluar.DIRAWAT})
    yield Langkah(pada(136), "ugd", ask.Alihkan, tempat, {"tujuan": RANAP})
    yield Langkah(pada(129), "ranap", ask.TerimaDiUnit, tempat, {"unit": RANAP})
    yield Langkah(pada(127), "ranap", visit.Layani, DIRAWAT, orang={"dokter": DOKTER})


def _tanpa_berkas(tempat: int, dirawat: int, tempat_tidur: str, now: datetime) -> Iterator[Langkah]:
    """Admitted hours ago, at whatever hour it is now, and nobody has fetched the folder."""
    mulai = now - timedelta(minutes=340)
    milik, masuk = ("pasien", tempat), mulai + timedelta(minutes=40)
    yield _daftar(mulai, LOKET, tempat, UGD)
    isi: dict[str, object] = {"tempat_tidur": tempat_tidur, "cara_bayar": "jkn"}
    rujuk = {"pasien": milik, "asal": ("kunjungan", tempat)}
    yield Langkah(masuk, LOKET, visit.MasukRawatInap, dirawat, isi, {"dokter": DOKTER}, rujuk)
    done = masuk + timedelta(minutes=2)
    yield Langkah(done, "ugd", visit.Selesaikan, tempat, {"cara_keluar": CaraKeluar.DIRAWAT})


def _tak_dikenal(now: datetime) -> Iterator[Langkah]:
    """Brought in unconscious: helped first, registered then, a new folder made for them."""

    def pada(menit: int) -> datetime:
        return now - timedelta(minutes=menit)

    tempat = TAK_DIKENAL
    kosong = Identitas(nama=TANPA_NAMA)
    yield Langkah(pada(19), LOKET, PasienDaftarkan, tempat, {"identitas": kosong, "dikenal": False})
    yield _daftar(pada(18), "ugd", tempat, UGD, cara_bayar="umum")
    milik = {"pasien": ("pasien", tempat)}
    yield Langkah(pada(16), PERMED, ask.Daftarkan, tempat, {"nomor": nomor(tempat)}, rujuk=milik)
    yield Langkah(pada(15), "ugd", visit.Layani, tempat, orang={"dokter": DOKTER})
    yield Langkah(pada(13), PERMED, ask.Ambil, tempat, {"tujuan": UGD})
    yield Langkah(pada(10), "ugd", ask.TerimaDiUnit, tempat, {"unit": UGD})


def _daftar(pada: datetime, siapa: str, tempat: int, unit: KodeUnit, **isi: object) -> Langkah:
    jenis = JenisKunjungan.GAWAT_DARURAT if unit == UGD else JenisKunjungan.RAWAT_JALAN
    told: dict[str, object] = {"jenis_kunjungan": jenis, "unit": unit, "cara_bayar": "jkn"}
    told["pasien_lama"] = tempat != TAK_DIKENAL
    return Langkah(pada, siapa, visit.Daftarkan, tempat, told | isi, rujuk={"pasien": ("pasien", tempat)})
