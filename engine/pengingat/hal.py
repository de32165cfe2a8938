"""What people are reminded of: one open thing each, whatever its kind; and the sums a digest is made of. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple


class Tingkat(StrEnum):
    """In which office somebody is told: for what is theirs, or for what those below them owe."""

    SENDIRI = "sendiri"
    KEPALA_UNIT = "kepala_unit"
    KOMITE_MEDIK = "komite_medik"


class Hal(NamedTuple):
    """One open thing somebody owes."""

    jenis: str
    """Its kind: a row of `sumber.SUMBER`."""
    subjek: str
    berkas: str
    """What is counted: several open things of one folder are one folder."""
    orang: str
    """Who owes it."""
    sejak: datetime
    """Since when they owe it: found, handed on, or sent back."""
    jatuh_tempo: datetime | None = None
    unit: str | None = None
    """Whose head is told when it is overdue."""
    mendesak: bool = False
    segera: bool = False
    """An emergency: it does not wait for the end of the window of urgent notices."""


class Bagian(NamedTuple):
    """What a notice says of one kind in one office: numbers, and nothing that tells a patient from another."""

    jumlah: int
    """Folders."""
    lewat: int
    """Those past their time."""
    butir: int
    """Open things."""
    orang: int
    """People who owe them."""


Isi = Mapping[tuple[str, Tingkat], Bagian]
"""All a notice says: by kind and office."""


class Orang(NamedTuple):
    """Who may be told, as it is now."""

    aktif: frozenset[str]
    kepala_unit: Mapping[str, frozenset[str]]
    """The heads of each unit."""
    komite: frozenset[str]
    """The medical committee; where nobody was appointed, the head of the record room."""


@dataclass(slots=True)
class Ringkasan:
    """What one person's notice would say, and whether today is a day to say it."""

    isi: dict[tuple[str, Tingkat], Bagian] = field(default_factory=dict)
    perlu: bool = False


class Terakhir(NamedTuple):
    """The last digest a person was given: of which day, and when."""

    hari: date
    pada: datetime
