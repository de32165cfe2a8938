"""The four ways of numbering records, as rules: what a visit needs, which number comes next, when they run out.

Sources: seed 003 (sistem penomoran), FACTS A3.5. Pure; `engine/handlers/nomor.py` gives the numbers out.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from engine.penjajaran import BAKU, Bentuk
from engine.policy import kebijakan


class Skema(StrEnum):
    """How numbers are given."""

    SERIAL = "serial"
    """A new number and a new folder at every visit."""
    UNIT = "unit"
    """One number at the first visit, for all services, for good."""
    SERIAL_UNIT = "serial_unit"
    """A new number at every visit; the old folder is merged into it and leaves a pointer in its place."""
    KELUARGA = "keluarga"
    """One number for the household, and digits for each member behind it."""


SEKALI: Final = frozenset({Skema.UNIT, Skema.KELUARGA})
"""A patient keeps the number given at the first visit."""
PERTAMA: Final = date(1, 1, 1)
"""Since when the policy's own scheme is in force: always, until a facility plans another."""
LEBAR: Final = range(2, 13)
"""Digits a running number may have."""


@dataclass(frozen=True, slots=True)
class Rencana:
    """One scheme of a facility, from a date on."""

    berlaku: date
    skema: Skema
    bentuk: Bentuk = BAKU
    mulai: int | None = None
    """The first number to give; None: go on after the scheme before."""
    berikut: int | None = None
    """The next number to try; None: none was given under this plan yet."""

    @property
    def terakhir(self) -> int:
        """The last number its digits can write."""
        return int(10**self.bentuk.lebar) - 1

    def tulis(self, urut: int, anggota: int = 1) -> str:
        """The number as it is given; under the family scheme that of a member."""
        return self.bentuk.tulis(urut, anggota if self.skema is Skema.KELUARGA else None)


@dataclass(frozen=True, slots=True)
class Kebutuhan:
    """What a visit needs of the archive."""

    nomor_baru: bool
    """Register a folder, and let it get the next number."""
    gabungkan: bool
    """Fetch the old folder too: it is to be merged into the new one."""


def bawaan() -> Rencana:
    """The policy's scheme: in force until the facility plans its own."""
    aturan = kebijakan().penomoran
    skema = Skema(aturan.skema.pilihan)
    anggota = aturan.anggota.angka if skema is Skema.KELUARGA else 0
    return Rencana(PERTAMA, skema, Bentuk(tuple(aturan.bentuk.kelompok), anggota))


def kebutuhan(skema: Skema, *, punya_berkas: bool) -> Kebutuhan:
    """What a visit needs, by the scheme in force and whether the patient has a folder that lives."""
    if not punya_berkas:
        return Kebutuhan(nomor_baru=True, gabungkan=False)
    return Kebutuhan(nomor_baru=skema not in SEKALI, gabungkan=skema is Skema.SERIAL_UNIT)


def anggota_berikut(terpakai: Collection[int], bentuk: Bentuk) -> int | None:
    """The digits of a household's next member: after the highest ever given. None: the household is full."""
    following = max(terpakai, default=0) + 1
    return following if following < 10**bentuk.anggota else None


def berlaku_pada(rencana: Collection[Rencana], hari: date) -> Rencana | None:
    """The scheme in force on a day: the latest that has begun."""
    return max((satu for satu in rencana if satu.berlaku <= hari), key=lambda satu: satu.berlaku, default=None)


def sebelumnya(rencana: Collection[Rencana], satu: Rencana) -> Rencana | None:
    """The scheme before this one."""
    return max((lain for lain in rencana if lain.berlaku < satu.berlaku), key=lambda lain: lain.berlaku, default=None)


def awal(rencana: Collection[Rencana], satu: Rencana) -> int:
    """The next number to try under a plan: its own counter, else its start, else where the plan before stands."""
    if satu.berikut is not None:
        return satu.berikut
    if satu.mulai is not None:
        return satu.mulai
    before = sebelumnya(rencana, satu)
    return awal(rencana, before) if before else 1
