"""Every workflow the ledger carries, by the first word of its commands and events: `berkas` and the others."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from engine.workflow import Workflow
from engine.workflows.berkas import BERKAS, Berkas
from engine.workflows.kekurangan import KEKURANGAN, Kekurangan
from engine.workflows.kekurangan import berjalan as kekurangan_berjalan
from engine.workflows.kekurangan import tanda_lewat as kekurangan_lewat
from engine.workflows.koreksi import KOREKSI, Koreksi
from engine.workflows.kunjungan import KUNJUNGAN, Kunjungan
from engine.workflows.pasien import PASIEN, Pasien
from engine.workflows.peminjaman import PEMINJAMAN, Peminjaman, izin_habis
from engine.workflows.peminjaman import berjalan as izin_berjalan
from engine.workflows.pencarian import PENCARIAN, Pencarian
from engine.workflows.permintaan import PERMINTAAN, Permintaan, kedaluwarsa
from engine.workflows.permintaan import berjalan as permintaan_berjalan
from engine.workflows.rujukan import RUJUKAN, Rujukan
from engine.workflows.selisih import SELISIH, Selisih
from engine.workflows.sensus import SENSUS, Sensus
from engine.workflows.sinyal import SINYAL, Sinyal
from engine.workflows.sinyal import berjalan as sinyal_berjalan
from engine.workflows.sinyal import tanda_lewat as sinyal_lewat
from engine.workflows.tenggat_berkas import berjalan, tanda_lewat
from engine.workflows.tenggat_kunjungan import berjalan as pengisian_berjalan
from engine.workflows.tenggat_kunjungan import tanda_lewat as pengisian_lewat
from engine.workflows.tenggat_rujukan import TENGGAT as TENGGAT_RUJUKAN
from engine.workflows.tenggat_rujukan import berjalan as rujukan_berjalan
from engine.workflows.tenggat_rujukan import tanda_lewat as rujukan_lewat
from engine.workflows.w1 import W1, W1_
from engine.workflows.w1 import berjalan as w1_berjalan
from engine.workflows.w1 import tanda_lewat as w1_lewat
from engine.workflows.w2 import W2, W2_
from engine.workflows.w2 import berjalan as w2_berjalan
from engine.workflows.w2 import tanda_lewat as w2_lewat
from schemas.message import Command
from schemas.names import JenisTenggat

BARU: Final = "baru"
"""The state of a subject that does not exist yet, in every workflow."""
Berjalan = Mapping[JenisTenggat, datetime]
"""The deadlines that run, each with the moment it is due."""
TIDAK_ADA: Final[Berjalan] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Alur:
    """One workflow: its table, its record before the first fact, and the deadlines a record runs."""

    nama: str
    workflow: Workflow[Any]
    kosong: type[Any]
    """The record's class: called with an id it is the subject before its first fact."""
    berjalan: Callable[[Any], Berjalan] = lambda _: TIDAK_ADA
    lewat: Callable[..., Command] | None = None
    """The timer's wish for one deadline: (subjek, tenggat, jatuh_tempo, versi, percobaan)."""
    tenggat: frozenset[JenisTenggat] = frozenset()
    """The deadlines that are this workflow's."""
    memulai: frozenset[type[Command]] = field(init=False)
    """The wishes that begin a life."""

    def __post_init__(self) -> None:
        """Read from the table which wishes begin a life."""
        object.__setattr__(
            self, "memulai", frozenset(move.command for move in self.workflow.moves if BARU in move.sources)
        )


ALUR: Final[Mapping[str, Alur]] = MappingProxyType(
    {
        alur.nama: alur
        for alur in (
            Alur(
                "berkas",
                BERKAS,
                Berkas,
                berjalan,
                tanda_lewat,
                frozenset({JenisTenggat.PENGEMBALIAN, JenisTenggat.KELENGKAPAN, JenisTenggat.PINJAMAN}),
            ),
            Alur(
                "peminjaman",
                PEMINJAMAN,
                Peminjaman,
                izin_berjalan,
                izin_habis,
                frozenset({JenisTenggat.IZIN_PINJAM}),
            ),
            Alur("pencarian", PENCARIAN, Pencarian),
            Alur("pasien", PASIEN, Pasien),
            Alur(
                "kunjungan",
                KUNJUNGAN,
                Kunjungan,
                pengisian_berjalan,
                pengisian_lewat,
                frozenset({JenisTenggat.PENGISIAN}),
            ),
            Alur(
                "permintaan",
                PERMINTAAN,
                Permintaan,
                permintaan_berjalan,
                kedaluwarsa,
                frozenset({JenisTenggat.PERMINTAAN}),
            ),
            Alur(
                "kekurangan",
                KEKURANGAN,
                Kekurangan,
                kekurangan_berjalan,
                kekurangan_lewat,
                frozenset({JenisTenggat.KEKURANGAN}),
            ),
            Alur("koreksi", KOREKSI, Koreksi),
            Alur("rujukan", RUJUKAN, Rujukan, rujukan_berjalan, rujukan_lewat, TENGGAT_RUJUKAN),
            Alur("selisih", SELISIH, Selisih),
            Alur("sensus", SENSUS, Sensus),
            Alur("sinyal", SINYAL, Sinyal, sinyal_berjalan, sinyal_lewat, frozenset({JenisTenggat.SINYAL})),
            Alur("w1", W1_, W1, w1_berjalan, w1_lewat, frozenset({JenisTenggat.W1, JenisTenggat.W1_TANDA})),
            Alur("w2", W2_, W2, w2_berjalan, w2_lewat, frozenset({JenisTenggat.W2})),
        )
    }
)


@cache
def alur_dari(kind: type[Command]) -> Alur:
    """The workflow a command belongs to."""
    return ALUR[kind.jenis.partition(".")[0]]


def alur_peristiwa(jenis: str) -> Alur:
    """The workflow an event belongs to. Raises KeyError for a kind of none."""
    return ALUR[jenis.partition(".")[0]]


_DARI_CATATAN: Final = {alur.kosong: alur for alur in ALUR.values()}


def alur_catatan(record: Any) -> Alur:  # noqa: ANN401 - a record of any workflow
    """The workflow a record belongs to."""
    return _DARI_CATATAN[type(record)]


def perubahan(before: Any, after: Any) -> dict[JenisTenggat, datetime | None]:  # noqa: ANN401 - one workflow's records
    """What a fact changed: a deadline with its new due time, or None for one that runs no more."""
    alur = alur_catatan(after)
    old, new = alur.berjalan(before), alur.berjalan(after)
    if old == new:
        return {}
    started: dict[JenisTenggat, datetime | None] = {kind: due for kind, due in new.items() if old.get(kind) != due}
    return started | dict.fromkeys(old.keys() - new.keys())


def wish(subjek: str, tenggat: JenisTenggat, jatuh_tempo: datetime, versi: int, percobaan: int = 0) -> Command:
    """What the timer asks when this deadline is due. Raises LookupError for a deadline of no workflow."""
    for alur in ALUR.values():
        if tenggat in alur.tenggat and alur.lewat is not None:
            return alur.lewat(subjek, tenggat, jatuh_tempo, versi, percobaan)
    raise LookupError(tenggat)
