"""The deadline of a visit: its records filled in, so many hours after the service ended (KMK 129/2008)."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final
from uuid import UUID, uuid5

from engine.workflows.kunjungan import Kunjungan
from schemas.commands import kunjungan as ask
from schemas.message import Pelaku
from schemas.names import SISTEM, Cara, JenisTenggat, PeranMesin, PerintahId

Berjalan = Mapping[JenisTenggat, datetime]
TIDAK_ADA: Final[Berjalan] = MappingProxyType({})
RUMPUN: Final = UUID("6a656a61-6b00-5000-8000-70656e676973")
"""The name space of the ids of a timer's wishes about visits."""
PENGATUR_WAKTU: Final = Pelaku(SISTEM, frozenset({PeranMesin.SISTEM}))


def berjalan(kunjungan: Kunjungan) -> Berjalan:
    """It runs from the end of the service until the folder is complete, and is told late once."""
    if kunjungan.isi_sebelum is None or kunjungan.isi_lewat or kunjungan.lengkap_pada is not None:
        return TIDAK_ADA
    return {JenisTenggat.PENGISIAN: kunjungan.isi_sebelum}


def tanda_lewat(
    subjek: str, tenggat: JenisTenggat, jatuh_tempo: datetime, versi: int, percobaan: int = 0
) -> ask.TandaiLewat:
    """The timer's wish: always the same for the same deadline, so it is granted once."""
    return ask.TandaiLewat(
        command_id=PerintahId(str(uuid5(RUMPUN, f"{subjek}/{tenggat}/{versi}/{percobaan}"))),
        subjek=subjek,
        pelaku=PENGATUR_WAKTU,
        cara=Cara.SISTEM,
        jatuh_tempo=jatuh_tempo,
    )
