"""The sample's loans: waiting for approval, ready, out too long, returned. Everybody in them is invented. Pure."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from engine.sample.langkah import Langkah
from engine.sample.tempat import DOKTER, DOKTER_LAIN, KEPALA, LOKET, PERMED, PERMED_LAIN
from schemas.commands import berkas as ask
from schemas.commands import peminjaman as pinjam
from schemas.names import Keperluan, PihakLuar

HARI: Final = timedelta(days=1)
BANYAK: Final = 6
"""Folders the loans below need."""


def pinjaman(berkas: list[int], now: datetime) -> Iterator[Langkah]:
    """What was asked of these folders, which lie on their rack."""
    teliti, sidang, klaim, lama, luar, pulang = berkas[:BANYAK]
    yield _diajukan(0, teliti, now - timedelta(hours=5), now + 9 * HARI, Keperluan.PENELITIAN, DOKTER_LAIN, DOKTER_LAIN)
    yield _dari_luar(
        1, sidang, now - timedelta(hours=26), now + 20 * HARI, PihakLuar.KEPOLISIAN, "Contoh Penyidik Rekaan"
    )
    yield _diajukan(2, klaim, now - timedelta(hours=3), now + 6 * HARI, Keperluan.KLAIM, PERMED_LAIN, DOKTER)
    asked = now - 19 * HARI
    yield _diajukan(3, lama, asked, asked + 12 * HARI, Keperluan.PENELITIAN, DOKTER, DOKTER)
    yield from _diserahkan(3, lama, asked, disetujui=True)
    asked = now - 33 * HARI
    yield _dari_luar(4, luar, asked, asked + 29 * HARI, PihakLuar.PENGADILAN, "Contoh Panitera Rekaan")
    yield from _diserahkan(4, luar, asked, disetujui=True)
    asked = now - 12 * HARI
    yield _diajukan(5, pulang, asked, asked + 10 * HARI, Keperluan.AUDIT, PERMED, DOKTER_LAIN)
    yield from _diserahkan(5, pulang, asked, disetujui=False)
    yield Langkah(asked + 4 * HARI, LOKET, ask.KembalikanPinjaman, pulang, diikuti=True)


def _diajukan(  # noqa: PLR0913, PLR0917 - what a loan is made of
    tempat: int, berkas: int, pada: datetime, sampai: datetime, keperluan: Keperluan, siapa: str, peminjam: str
) -> Langkah:
    isi: dict[str, object] = {"keperluan": keperluan, "jatuh_tempo": sampai}
    return Langkah(pada, siapa, pinjam.Ajukan, tempat, isi, {"peminjam": peminjam}, {"berkas": ("berkas", berkas)})


def _dari_luar(  # noqa: PLR0913, PLR0917 - what a loan is made of
    tempat: int, berkas: int, pada: datetime, sampai: datetime, pihak: PihakLuar, nama: str
) -> Langkah:
    isi: dict[str, object] = {
        "keperluan": Keperluan.PENGADILAN,
        "jatuh_tempo": sampai,
        "pihak": pihak,
        "nama_peminjam": nama,
    }
    return Langkah(pada, LOKET, pinjam.Ajukan, tempat, isi, rujuk={"berkas": ("berkas", berkas)})


def _diserahkan(tempat: int, berkas: int, pada: datetime, *, disetujui: bool) -> Iterator[Langkah]:
    """Approved where policy wants it, and collected the same day."""
    if disetujui:
        yield Langkah(pada + timedelta(hours=2), KEPALA, pinjam.Setujui, tempat)
    milik = {"peminjaman": ("peminjaman", tempat)}
    yield Langkah(pada + timedelta(hours=4), PERMED, ask.Pinjamkan, berkas, rujuk=milik, diikuti=True)
