"""What adopting another policy of deadlines would do to all that wait: the preview, and a replay of ninety days."""

import time
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from bench import moves
from bench.work import Figures
from engine import berlaku, clock
from engine.policy import kebijakan
from engine.settings import ZONA_INDONESIA
from engine.views import putar_ulang
from engine.views.kebijakan import pratinjau

BERKAS: Final = """\
pengembalian: {rawat_jalan: {batas: PT12H, sumber: ukuran, yakin: RENDAH, arti: Contoh ukuran.}}
"""
HARI: Final = 90


def measure(engine: Engine) -> Figures:
    """Seconds of each, and how many deadlines or cases that is."""
    zona, now = ZoneInfo(ZONA_INDONESIA[moves.FASYANKES.zona]), clock.now()
    with TemporaryDirectory(prefix="jejak-ukur-") as folder:
        (Path(folder) / "tenggat.yaml").write_text(BERKAS, encoding="utf-8")
        baru = berlaku.dari(kebijakan(Path(folder)))
    with engine.connect() as connection:
        lama = berlaku.aturan(connection)
        start = time.perf_counter()
        seen = pratinjau(connection, baru, zona, now)
        between = time.perf_counter()
        past = putar_ulang.putar(connection, lama, baru, dari=now - timedelta(days=HARI), sampai=now, zona=zona)
        end = time.perf_counter()
    return {
        "isi": "kebijakan",
        "tenggat": seen.diperiksa,
        "pratinjau_detik": round(between - start, 2),
        "diputar": sum(one.banyak for one in past),
        "putar_detik": round(end - between, 2),
    }
