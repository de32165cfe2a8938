"""The sample's surveillance: what was typed for its last weeks, and one alert nobody has looked at yet. Pure.

Cases are those of the coded visits of the census, too; these were found in the villages. Plainly invented.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from engine.policy import kebijakan
from engine.sample.langkah import Langkah
from engine.sample.tempat import CONTOH, SISTEM, SURVEILANS
from engine.settings import ZONA_INDONESIA
from engine.surveilans import minggu
from engine.surveilans.minggu import Pekan
from engine.workflows.sinyal import id_sinyal
from engine.workflows.w2 import id_w2
from schemas.commands import sinyal as ask_sinyal
from schemas.commands import w2 as ask_w2
from schemas.names import DasarSinyal
from schemas.surveilans import HitungPenyakit

BANYAK: Final = 3
"""Weeks, this one too."""
DESA: Final = (HitungPenyakit(kode="A", bawah=2, atas=1), HitungPenyakit(kode="AA", bawah=5, atas=3))
"""Found at the health posts of the villages each week."""
CAMPAK: Final = HitungPenyakit(kode="K", bawah=1)


def surveilans(now: datetime) -> Iterator[Langkah]:
    """What was typed, and the alert: one suspected case of measles this week is enough for one."""
    zona, aturan = ZoneInfo(ZONA_INDONESIA[CONTOH.zona]), kebijakan().skdr.minggu
    told = now - timedelta(hours=2)
    last = minggu.pekan(told.astimezone(zona).date(), aturan)
    for back in range(BANYAK - 1, 0, -1):
        week = minggu.geser(last, -back, aturan)
        yield _isi(week, minggu.berakhir(week, aturan, zona) - timedelta(hours=10), DESA)
    yield _isi(last, told, (*DESA, CAMPAK))
    id_ = id_sinyal(CONTOH.kode, "K", *last, DasarSinyal.AMBANG)
    isi: dict[str, object] = {
        "fasyankes": CONTOH.kode,
        "penyakit": "K",
        "tahun": last.tahun,
        "minggu": last.minggu,
        "dasar": DasarSinyal.AMBANG,
        "kasus": CAMPAK.kasus,
        "sebelum": 0,
    }
    yield Langkah(told + timedelta(minutes=1), SISTEM, ask_sinyal.Munculkan, 0, isi, subjek=id_)


def _isi(week: Pekan, pada: datetime, sel: tuple[HitungPenyakit, ...]) -> Langkah:
    isi: dict[str, object] = {"tahun": week.tahun, "minggu": week.minggu, "sel": sel}
    id_ = id_w2(CONTOH.kode, *week)
    return Langkah(pada, SURVEILANS.nama_pengguna, ask_w2.Isi, week.minggu, isi, subjek=id_)
