"""Which deadlines run in a record: read from the record alone, so that the rows of `tenggat` are always its fold."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final
from uuid import UUID

from engine.workflows.pengatur_waktu import penanda
from engine.workflows.riwayat_berkas import Berkas
from schemas.commands import berkas as ask
from schemas.names import JenisTenggat, Keadaan

Berjalan = Mapping[JenisTenggat, datetime]
"""The deadlines that run, each with the moment it is due."""

TIDAK_ADA: Final[Berjalan] = MappingProxyType({})


DI_LUAR: Final = frozenset({Keadaan.DI_POLI, Keadaan.DALAM_PERJALANAN})
"""A unit answers for its return."""
RUMPUN: Final = UUID("6a656a61-6b00-5000-8000-74656e676761")
"""The name space of the ids of a timer's wishes."""


class Penerimaan(ask.TerimaDiUnit):
    """The wish to receive, with the due time policy gives it; `engine/handlers` fetches it."""

    kembali_sebelum: datetime | None


class Ketidaklengkapan(ask.NyatakanTidakLengkap):
    """The finding that it is incomplete, with how many gaps there are and the due time policy gives it."""

    sisa: int
    jatuh_tempo: datetime
    tempo_sejak: datetime | None = None


class Penjadwalan(ask.JadwalkanUlang):
    """The wish to reckon a deadline anew, with what came of it."""

    jatuh_tempo: datetime | None
    tempo_sejak: datetime | None


class Kelewatan(ask.TandaiLewat):
    """The wish to tell a deadline late, with what is known of the delay."""

    susulan: bool | None


tanda_lewat: Final = penanda(ask.TandaiLewat, RUMPUN)
"""The timer's wish."""


def berjalan(berkas: Berkas) -> Berjalan:
    """The deadlines that run and have not been told late. One that was told late runs no more, but stays known."""
    kembali, tempo = berkas.kembali_sebelum, berkas.jatuh_tempo
    if kembali is None and tempo is None:
        return TIDAK_ADA
    running: dict[JenisTenggat, datetime] = {}
    if kembali is not None and not berkas.kembali_lewat:
        running[JenisTenggat.PENGEMBALIAN] = kembali
    if tempo is not None and not berkas.tempo_lewat:
        # a record is lent only when nobody has to complete it
        owed = JenisTenggat.KELENGKAPAN if berkas.penanggung_jawab else JenisTenggat.PINJAMAN
        running[owed] = tempo
    return running


def tempo(berkas: Berkas, tenggat: JenisTenggat) -> tuple[bool, datetime | None]:
    """Whether a unit, or somebody who must complete it, answers for this; and when it is due, told late or not."""
    if tenggat is JenisTenggat.PENGEMBALIAN:
        return berkas.keadaan in DI_LUAR, berkas.kembali_sebelum
    return berkas.penanggung_jawab is not None and berkas.jatuh_tempo is not None, berkas.jatuh_tempo
