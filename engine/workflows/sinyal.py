"""An alert: a count passed its threshold, and somebody must look. It is no outbreak by itself.

Sources: SKDR (an alert is verified before it is anything else; FACTS B12), Permenkes 1501/2010 (criteria). The same
alert is the same subject at every level: its name is made of whose counts, the disease, the week and why.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID, uuid5

from engine.workflow import Larangan, Move, Workflow
from engine.workflows.pengatur_waktu import penanda
from schemas.commands import sinyal as ask
from schemas.events import sinyal as told
from schemas.message import Event, Waktu
from schemas.names import (
    AlasanBukan,
    Cara,
    DasarSinyal,
    JenisTenggat,
    KeadaanSinyal,
    Peran,
    PeranMesin,
    PetugasId,
)

S = KeadaanSinyal
_RUANG: Final = UUID("5d3a1d1c-55b2-5d0b-9a1e-7d3b0d7c9e10")


class Sinyal(NamedTuple):
    """Where an alert stands."""

    id: str
    keadaan: KeadaanSinyal = S.BARU
    versi: int = 0
    fasyankes: str = ""
    """Whose counts."""
    penyakit: str = ""
    tahun: int = 0
    minggu: int = 0
    dasar: DasarSinyal = DasarSinyal.AMBANG
    kriteria: str = ""
    """Those met, as last told: `K1 K3`."""
    kasus: int = 0
    sebelum: int | None = None
    kabar: bool = False
    """Another facility told it: the verdict is theirs, unless they stay silent."""
    alasan_bukan: AlasanBukan | None = None
    pemutus: PetugasId | None = None
    verifikasi_sebelum: datetime | None = None
    lewat: bool = False
    sejak: datetime | None = None
    terakhir: datetime | None = None
    terdaftar: datetime | None = None


class Kemunculan(ask.Munculkan):
    """The wish, with the time by which somebody must have looked."""

    verifikasi_sebelum: Waktu


def id_sinyal(fasyankes: str, penyakit: str, tahun: int, minggu: int, dasar: DasarSinyal) -> str:
    """The name of an alert: the same to everybody, so that it appears once."""
    return str(uuid5(_RUANG, f"{fasyankes}|{penyakit}|{tahun}|{minggu}|{dasar}"))


# ── guards ──────────────────────────────────────────────────────────────────────────────────────────


def sinyal_itu(_sinyal: Sinyal, command: ask.Munculkan) -> bool:
    """It is about what its name says."""
    return command.subjek == id_sinyal(
        command.fasyankes, command.penyakit, command.tahun, command.minggu, command.dasar
    )


def _berbeda(sinyal: Sinyal, event: told.SinyalMuncul) -> dict[str, Any]:
    return {
        "fasyankes": event.fasyankes,
        "penyakit": event.penyakit,
        "tahun": event.tahun,
        "minggu": event.minggu,
        "dasar": event.dasar,
        "kriteria": " ".join(event.kriteria),
        "kasus": event.kasus,
        "sebelum": event.sebelum,
        "kabar": event.cara is Cara.FEDERASI,
        "verifikasi_sebelum": event.verifikasi_sebelum,
        "terdaftar": sinyal.terdaftar or min(event.terjadi_pada, event.dicatat_pada),
    }


def settle(sinyal: Sinyal, event: Event) -> Sinyal:
    """The alert after the fact."""
    if isinstance(event, told.SinyalLewatTenggat):
        return sinyal._replace(versi=event.versi, lewat=True)
    saat = min(event.terjadi_pada, event.dicatat_pada)
    changed: dict[str, Any] = {"versi": event.versi, "keadaan": S(event.ke), "sejak": saat, "terakhir": saat}
    if isinstance(event, told.SinyalMuncul):
        changed |= _berbeda(sinyal, event)
    elif isinstance(event, told.SinyalDibenarkan):
        changed |= {"kriteria": " ".join(event.kriteria), "pemutus": event.pelaku, "alasan_bukan": None}
    elif isinstance(event, told.SinyalBukanKejadian):
        changed |= {"alasan_bukan": event.alasan_bukan, "pemutus": event.pelaku}
    return sinyal._replace(**changed)


SURVEILANS: Final = frozenset({Peran.PETUGAS_SURVEILANS, Peran.KEPALA})
"""Who watches over the counts of a facility."""
SEKUTU: Final = frozenset({PeranMesin.SEKUTU})
MESIN: Final = frozenset({PeranMesin.SISTEM})

SINYAL: Final = Workflow(
    settle=settle,
    hal="Sinyal",
    moves=(
        Move(ask.Munculkan, S.BARU, S.MUNCUL, told.SinyalMuncul, oleh=MESIN | SEKUTU, jika=(sinyal_itu,)),
        Move(ask.Benarkan, (S.MUNCUL, S.BUKAN_KEJADIAN), S.BENAR, told.SinyalDibenarkan, oleh=SURVEILANS | SEKUTU),
        Move(
            ask.BukanKejadian,
            (S.MUNCUL, S.BENAR),
            S.BUKAN_KEJADIAN,
            told.SinyalBukanKejadian,
            oleh=SURVEILANS | SEKUTU,
        ),
        Move(ask.TandaiLewat, S.MUNCUL, None, told.SinyalLewatTenggat, oleh=MESIN),
    ),
    larangan=(
        Larangan(ask.Benarkan, (S.BENAR,), "sinyal_sudah_diputus"),
        Larangan(ask.BukanKejadian, (S.BUKAN_KEJADIAN,), "sinyal_sudah_diputus"),
    ),
    tak_disebut=frozenset({ask.TandaiLewat}),
)


def berjalan(sinyal: Sinyal) -> Mapping[JenisTenggat, datetime]:
    """The deadline that runs: until somebody looked."""
    if sinyal.keadaan is S.MUNCUL and sinyal.verifikasi_sebelum is not None and not sinyal.lewat:
        return {JenisTenggat.SINYAL: sinyal.verifikasi_sebelum}
    return {}


tanda_lewat: Final = penanda(ask.TandaiLewat, _RUANG)
"""The timer's wish."""
