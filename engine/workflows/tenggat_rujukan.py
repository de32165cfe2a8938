"""The clocks of a referral: to answer, to come, to write back; and the promise of a bed, which ends by itself."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from engine.workflows.pengatur_waktu import penanda
from engine.workflows.riwayat_rujukan import LEWAT, Rujukan
from schemas.commands import rujukan as ask
from schemas.names import JenisTenggat, KeadaanRujukan

S = KeadaanRujukan

RUMPUN: Final = UUID("6a656a61-6b00-5000-8000-72756a756b61")
"""The name space of the ids of what a timer asks of referrals."""
TENGGAT: Final = frozenset({*LEWAT, JenisTenggat.JANJI_TEMPAT_TIDUR})
_BATAS: Final = {
    JenisTenggat.JAWAB_RUJUKAN: ("jawab_sebelum", (S.DIKIRIM,)),
    JenisTenggat.DATANG_RUJUKAN: ("datang_sebelum", (S.DITERIMA,)),
    JenisTenggat.BALAS_RUJUKAN: ("balas_sebelum", (S.TIBA, S.DILAYANI)),
}


def berjalan(rujukan: Rujukan) -> Mapping[JenisTenggat, datetime]:
    """The deadlines that run: to answer, to come, to write back; and the promise of a bed."""
    found = {
        kind: due
        for kind, (name, states) in _BATAS.items()
        if rujukan.keadaan in states
        and not getattr(rujukan, LEWAT[kind])
        and (due := getattr(rujukan, name)) is not None
    }
    if rujukan.janji_sampai is not None and rujukan.keadaan is S.DITERIMA:
        found[JenisTenggat.JANJI_TEMPAT_TIDUR] = rujukan.janji_sampai
    return found


_LEWAT: Final = penanda(ask.TandaiLewat, RUMPUN)
_JANJI: Final = penanda(ask.HabiskanJanji, RUMPUN, batas="janji_sampai", sebut=False)


def tanda_lewat(
    subjek: str, tenggat: JenisTenggat, jatuh_tempo: datetime, versi: int, percobaan: int = 0
) -> ask.TandaiLewat | ask.HabiskanJanji:
    """The timer's wish: a promise ends, the other deadlines are told late."""
    wish = _JANJI if tenggat is JenisTenggat.JANJI_TEMPAT_TIDUR else _LEWAT
    return wish(subjek, tenggat, jatuh_tempo, versi, percobaan)
