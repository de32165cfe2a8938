"""What is missing in some of the sample's folders, who must complete it, and how far that has come. Pure."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from engine.sample.langkah import Langkah
from engine.sample.tempat import DOKTER, DOKTER_LAIN, LOKET, PERMED
from schemas.commands import berkas as ask
from schemas.commands import kekurangan as kurang
from schemas.names import KodeUnit, SebabTolak

RANAP: Final = (KodeUnit("RANAP"), KodeUnit("SALIN"))
PERAWAT: Final = "perawat"
"""Stands for the staff of the unit itself."""
JALAN: Final = ("identitas", "persetujuan_umum", "catatan_rawat_jalan")
INAP: Final = (
    "ringkasan_masuk_keluar",
    "identitas",
    "persetujuan_umum",
    "pengkajian_medis",
    "catatan_perkembangan",
    "catatan_perawat",
    "resume_medis",
)
KURANG_JALAN: Final = (
    ("catatan_rawat_jalan.tanda_tangan", DOKTER),
    ("catatan_rawat_jalan.terisi", DOKTER_LAIN),
    ("persetujuan_umum.tanda_tangan", LOKET),
    ("catatan_rawat_jalan.tanggal", DOKTER),
    ("identitas.terisi", LOKET),
    ("catatan_rawat_jalan.terbaca", DOKTER_LAIN),
)
KURANG_INAP: Final = (
    ("resume_medis.tanda_tangan", DOKTER),
    ("catatan_perawat.tanda_tangan", PERAWAT),
    ("resume_medis.terisi", DOKTER_LAIN),
    ("pengkajian_medis.tanggal", DOKTER),
    ("resume_medis.ada", DOKTER_LAIN),
)
"""Items, and who should have filled them."""
TERBANYAK: Final = 10
"""Gaps of one folder: the place of the first among all is the folder's times this."""


def formulir(unit: KodeUnit) -> tuple[str, ...]:
    """The forms that are looked at in a folder that comes from this unit."""
    return INAP if unit in RANAP else JALAN


def yang_kurang(berkas: int, unit: KodeUnit) -> list[tuple[int, str, str]]:
    """One to four gaps: the place of each among all, the item, and who must complete it."""
    pool = KURANG_INAP if unit in RANAP else KURANG_JALAN
    chosen = [pool[(berkas + number) % len(pool)] for number in range(1 + berkas % 4)]
    return [
        (berkas * TERBANYAK + number, butir, unit.lower() if siapa == PERAWAT else siapa)
        for number, (butir, siapa) in enumerate(chosen)
    ]


def dinyatakan(berkas: int, unit: KodeUnit, found: datetime) -> Iterator[Langkah]:
    """What is missing is written down, and the folder is declared incomplete."""
    gaps = yang_kurang(berkas, unit)
    for number, (tempat, butir, siapa) in enumerate(gaps):
        pada = found - timedelta(seconds=10 * (len(gaps) - number))
        named = {"penanggung_jawab": siapa}
        yield Langkah(pada, PERMED, kurang.Catat, tempat, {"butir": butir}, named, {"berkas": ("berkas", berkas)})
    yield Langkah(found, PERMED, ask.NyatakanTidakLengkap, berkas, {"formulir": formulir(unit)})


def sebagian(berkas: int, unit: KodeUnit, found: datetime, now: datetime) -> Iterator[Langkah]:
    """In every third folder somebody says by now that their part is done; in some of those it was not."""
    if berkas % 3:
        return
    tempat, _, siapa = yang_kurang(berkas, unit)[0]
    said = found + (now - found) / 3
    yield Langkah(said, siapa, kurang.NyatakanDilengkapi, tempat)
    if berkas % 2:
        seen: dict[str, object] = {"sebab": SebabTolak.BELUM_TERISI}
        yield Langkah(said + (now - said) / 2, PERMED, kurang.Tolak, tempat, seen)


def selesai(berkas: int, unit: KodeUnit, found: datetime, end: datetime) -> Iterator[Langkah]:
    """All of it is completed and verified; the folder is complete and goes on its rack."""
    for tempat, _, siapa in yang_kurang(berkas, unit):
        yield Langkah(found + (end - found) * 0.7, siapa, kurang.NyatakanDilengkapi, tempat)
    yield Langkah(end - timedelta(minutes=20), PERMED, ask.Lengkapi, berkas)
    for tempat, _, _ in yang_kurang(berkas, unit):
        yield Langkah(end - timedelta(minutes=12), PERMED, kurang.Verifikasi, tempat)
    yield Langkah(end - timedelta(minutes=10), PERMED, ask.NyatakanLengkap, berkas, {"formulir": formulir(unit)})
    yield Langkah(end, PERMED, ask.Simpan, berkas)
