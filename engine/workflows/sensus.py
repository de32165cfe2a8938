"""The census of one unit and one day, from its cut-off on: closed, signed, and re-issued where a late event changes it.

Sources: FACTS B6 (the sheet of the day, 00:00-24:00, signed by the head of the ward), RIVALS §2 item 3 (a census that
changes silently is believed by nobody). What an edition says never changes; a change is the next edition.
"""

from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID, uuid5

from engine.workflow import Larangan, Move, Workflow
from schemas.commands import sensus as ask
from schemas.events import sensus as told
from schemas.message import Event
from schemas.names import JenisKunjungan, KeadaanSensus, KodeUnit, Peran, PeranMesin, PetugasId
from schemas.sel import BedaSel, SelSensus

S = KeadaanSensus
_RUANG: Final = UUID("6d1c9a44-3b0f-5f0e-8a57-0c2f1f1b7a06")


class Sensus(NamedTuple):
    """Where the census of a unit's day stands. Its cells are kept beside it, edition by edition."""

    id: str
    keadaan: KeadaanSensus = S.BARU
    versi: int = 0
    unit: KodeUnit = KodeUnit("")
    hari: str = ""
    layanan: JenisKunjungan = JenisKunjungan.RAWAT_INAP
    edisi: int = 0
    """The newest."""
    sampai_seq: int = 0
    """The line of the ledger it is made up to."""
    susulan: bool = False
    """It was closed late."""
    penanda: PetugasId | None = None
    """Who signed the newest edition; None while nobody has."""
    terbit: datetime | None = None
    """When the newest edition was issued."""
    sejak: datetime | None = None
    terakhir: datetime | None = None
    terdaftar: datetime | None = None


class Penutupan(ask.Tutup):
    """The wish to close, as the first edition."""

    edisi: int


class Penandatanganan(ask.Tandatangani):
    """The wish to sign, with whether the asker is the head of that unit."""

    kepala: bool


class Penerbitan(ask.TerbitkanUlang):
    """The wish to re-issue, with what differs from the edition before."""

    beda: tuple[BedaSel, ...]


def id_sensus(fasyankes: str, unit: str, hari: str) -> str:
    """The name of a unit's census of one day: the same to everybody, so that it is closed once."""
    return str(uuid5(_RUANG, f"{fasyankes}|{unit}|{hari}"))


def id_perintah(sensus: str, edisi: int) -> str:
    """The id of the wish that makes an edition: a worker that asks again gets the first answer."""
    return str(uuid5(UUID(sensus), f"edisi|{edisi}"))


def beda(dulu: tuple[SelSensus, ...], kini: tuple[SelSensus, ...]) -> tuple[BedaSel, ...]:
    """The cells two editions tell differently; a cell that is not there is zero."""
    old = {(one.baris, one.kolom): one.nilai for one in dulu}
    new = {(one.baris, one.kolom): one.nilai for one in kini}
    return tuple(
        BedaSel(baris=baris, kolom=kolom, dulu=old.get((baris, kolom), 0), kini=new.get((baris, kolom), 0))
        for baris, kolom in sorted(old.keys() | new.keys())
        if old.get((baris, kolom), 0) != new.get((baris, kolom), 0)
    )


# ── guards ──────────────────────────────────────────────────────────────────────────────────────────


def kepala_unit_itu(_sensus: Sensus, command: Penandatanganan) -> bool:
    """A head signs for their own unit and for no other (FACTS B6)."""
    return command.kepala


def edisi_terbaru(sensus: Sensus, command: ask.Tandatangani) -> bool:
    """What is signed is what is in force."""
    return command.edisi == sensus.edisi


def edisi_berikutnya(sensus: Sensus, command: ask.TerbitkanUlang) -> bool:
    """Editions form a chain without a gap, each made of more of the ledger than the one before."""
    return command.edisi == sensus.edisi + 1 and command.sampai_seq > sensus.sampai_seq


def sel_berubah(_sensus: Sensus, command: Penerbitan) -> bool:
    """An edition that says the same is none."""
    return bool(command.beda)


# ── the table ───────────────────────────────────────────────────────────────────────────────────────


def settle(sensus: Sensus, event: Event) -> Sensus:
    """The census after the fact."""
    saat = min(event.terjadi_pada, event.dicatat_pada)
    changed: dict[str, Any] = {"versi": event.versi, "keadaan": S(event.ke), "sejak": saat, "terakhir": saat}
    if isinstance(event, told.SensusDitutup):
        changed |= {
            "unit": event.unit,
            "hari": event.hari,
            "layanan": event.layanan,
            "edisi": event.edisi,
            "sampai_seq": event.sampai_seq,
            "susulan": bool(event.susulan),
            "terbit": saat,
            "terdaftar": sensus.terdaftar or saat,
        }
    elif isinstance(event, told.SensusDitandatangani):
        changed["penanda"] = event.pelaku
    elif isinstance(event, told.SensusDiterbitkanUlang):
        changed |= {"edisi": event.edisi, "sampai_seq": event.sampai_seq, "penanda": None, "terbit": saat}
    return sensus._replace(**changed)


PENANDA: Final = frozenset(
    {Peran.PETUGAS_UNIT, Peran.DOKTER, Peran.PETUGAS_PENDAFTARAN, Peran.PEREKAM_MEDIS, Peran.KEPALA}
)
"""Whoever works here may be appointed head of a unit; the appointment, not the role, lets them sign."""
SISTEM: Final = frozenset({PeranMesin.SISTEM})

SENSUS: Final = Workflow(
    settle=settle,
    hal="Sensus",
    moves=(
        Move(ask.Tutup, S.BARU, S.DITUTUP, told.SensusDitutup, oleh=SISTEM),
        Move(
            ask.Tandatangani,
            S.DITUTUP,
            S.DITANDATANGANI,
            told.SensusDitandatangani,
            oleh=PENANDA,
            jika=(kepala_unit_itu, edisi_terbaru),
        ),
        Move(
            ask.TerbitkanUlang,
            (S.DITUTUP, S.DITANDATANGANI),
            S.DITUTUP,
            told.SensusDiterbitkanUlang,
            oleh=SISTEM,
            jika=(edisi_berikutnya, sel_berubah),
        ),
    ),
    larangan=(Larangan(ask.Tandatangani, (S.DITANDATANGANI,), "sudah_ditandatangani"),),
)
