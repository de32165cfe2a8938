"""Why the sample's folders that are in a unit now are there: a visit of their patient, or a wish of the ward. Pure.

A few have no reason at all, as it is on a real Monday: the reconciliation has something to show.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from engine.sample.langkah import Langkah
from engine.sample.tempat import DOKTER, LOKET
from schemas.commands import kunjungan as visit
from schemas.commands import permintaan as minta
from schemas.names import CaraKeluar, JenisKunjungan, KodeUnit

MENIT: Final = timedelta(minutes=1)
TANPA_ALASAN: Final = 9
"""One of so many folders in units is there for no reason that is written down."""
UGD: Final = KodeUnit("UGD")
BANGSAL: Final = frozenset({KodeUnit("RANAP"), KodeUnit("SALIN")})


def berkunjung(berkas: int, unit: KodeUnit, diambil: datetime, diterima: datetime, now: datetime) -> Iterator[Langkah]:
    """What was asked and done for the patient of a folder that went to this unit and is there still."""
    asked = diambil - 5 * MENIT
    if unit in BANGSAL:
        isi: dict[str, object] = {"unit": unit}
        yield Langkah(asked, unit.lower(), minta.Buat, berkas, isi, rujuk={"berkas": ("berkas", berkas)})
        return
    jenis = JenisKunjungan.GAWAT_DARURAT if unit == UGD else JenisKunjungan.RAWAT_JALAN
    told: dict[str, object] = {"jenis_kunjungan": jenis, "unit": unit, "cara_bayar": "jkn", "pasien_lama": True}
    milik = {"pasien": ("pasien", berkas)}
    yield Langkah(asked, LOKET, visit.Daftarkan, berkas, told, rujuk=milik)
    seen, over = diterima + 6 * MENIT, diterima + 28 * MENIT
    if over < now:  # told afterwards, as units do whose screen is far from the door
        yield Langkah(over, unit.lower(), visit.Selesaikan, berkas, {"cara_keluar": CaraKeluar.PULANG})
    elif seen < now:
        yield Langkah(seen, unit.lower(), visit.Layani, berkas, orang={"dokter": DOKTER})
