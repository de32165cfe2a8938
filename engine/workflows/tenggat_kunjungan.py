"""The deadline of a visit: its records filled in, so many hours after the service ended (KMK 129/2008)."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final
from uuid import UUID

from engine.workflows.kunjungan import Kunjungan
from engine.workflows.pengatur_waktu import penanda
from schemas.commands import kunjungan as ask
from schemas.names import JenisTenggat

Berjalan = Mapping[JenisTenggat, datetime]
TIDAK_ADA: Final[Berjalan] = MappingProxyType({})
RUMPUN: Final = UUID("6a656a61-6b00-5000-8000-70656e676973")
"""The name space of the ids of a timer's wishes about visits."""


def berjalan(kunjungan: Kunjungan) -> Berjalan:
    """It runs from the end of the service until the folder is complete, and is told late once."""
    if kunjungan.isi_sebelum is None or kunjungan.isi_lewat or kunjungan.lengkap_pada is not None:
        return TIDAK_ADA
    return {JenisTenggat.PENGISIAN: kunjungan.isi_sebelum}


tanda_lewat: Final = penanda(ask.TandaiLewat, RUMPUN, sebut=False)
"""The timer's wish."""
