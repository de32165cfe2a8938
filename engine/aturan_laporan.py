"""The definitions of what reports of completeness count: `policies/laporan.yaml`, as validated.

Where no source confirms a denominator (FACTS B5, appendix 3: IMR, DMR), the facility chooses one, and the report says
which.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field, model_validator

from engine.ukuran import Tertutup


class KodeUkuran(StrEnum):
    """What is measured."""

    AKLPCM = "aklpcm"
    KMK129 = "kmk129"
    PENGEMBALIAN = "pengembalian"
    IMR = "imr"
    DMR = "dmr"
    FORMULIR = "formulir"
    UNSUR = "unsur"


PILIHAN: Final[Mapping[KodeUkuran, frozenset[str]]] = MappingProxyType(
    {
        KodeUkuran.AKLPCM: frozenset({"diperiksa"}),
        KodeUkuran.KMK129: frozenset({"selesai", "diperiksa"}),
        KodeUkuran.PENGEMBALIAN: frozenset({"dinilai", "dikembalikan"}),
        KodeUkuran.IMR: frozenset({"dikembalikan", "diperiksa"}),
        KodeUkuran.DMR: frozenset({"tidak_lengkap", "dikembalikan"}),
        KodeUkuran.FORMULIR: frozenset({"disebut"}),
        KodeUkuran.UNSUR: frozenset({"disebut"}),
    }
)
"""What each can be divided by."""


class _Bersumber(Tertutup):
    sumber: str
    yakin: Literal["TINGGI", "SEDANG", "RENDAH"]
    arti: str


class Pengertian(_Bersumber):
    """A word the reports rest on."""

    nama: str


class Ukuran(_Bersumber):
    """One number of the reports, as it is printed beside it."""

    nama: str
    kepanjangan: str
    rumus: str
    pembilang: str
    pilihan: str
    penyebut: dict[str, str]
    """What each choice divides by, in words."""
    sasaran: Annotated[int, Field(ge=0, le=100)] | None = None
    """Per cent that is asked for."""
    naik_baik: bool
    """Is more better?"""

    @property
    def pembagi(self) -> str:
        """What it is divided by, in words."""
        return self.penyebut[self.pilihan]

    @model_validator(mode="after")
    def _terpilih(self) -> "Ukuran":
        if self.pilihan not in self.penyebut:
            raise ValueError(f"pilihan {self.pilihan} tidak dijelaskan dalam penyebut")
        return self


def _tiap_ukuran(found: "dict[KodeUkuran, Ukuran]") -> "dict[KodeUkuran, Ukuran]":
    if missing := sorted(set(KodeUkuran) - found.keys()):
        raise ValueError(f"{missing[0]} harus ada")
    for kode, one in found.items():
        if one.pilihan not in PILIHAN[kode]:
            raise ValueError(
                f"{kode}: pilihan {one.pilihan} tidak dikenal; yang ada {', '.join(sorted(PILIHAN[kode]))}"
            )
    return found


class AturanLaporan(Tertutup):
    """Reports: `policies/laporan.yaml`."""

    versi: int = Field(ge=1)
    diperiksa: Pengertian
    ukuran: Annotated[dict[KodeUkuran, Ukuran], AfterValidator(_tiap_ukuran)]
