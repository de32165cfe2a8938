"""The definitions of the inpatient indicators: `policies/indikator.yaml`, as validated. Pure."""

from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field, model_validator

from engine.ukuran import Tertutup


class KodeIndikator(StrEnum):
    """What a hospital is judged by (FACTS B7)."""

    BOR = "bor"
    AVLOS = "avlos"
    TOI = "toi"
    BTO = "bto"
    NDR = "ndr"
    GDR = "gdr"


class KeluarRuang(StrEnum):
    """Who counts as having left one ward or class; of a whole hospital it is never a transferred patient."""

    TANPA_PINDAH = "tanpa_pindah"
    DENGAN_PINDAH = "dengan_pindah"


GRAFIK: Final = frozenset({KodeIndikator.BOR, KodeIndikator.AVLOS, KodeIndikator.TOI, KodeIndikator.BTO})
"""The four the Barber-Johnson graph is made of: each of them bounds its efficient zone."""
_Batas = Annotated[Decimal, Field(ge=0, le=100_000)]


class Rentang(Tertutup):
    """From and to, both included; `di_bawah` is an end that is not."""

    dari: _Batas | None = None
    sampai: _Batas | None = None
    di_bawah: _Batas | None = None

    @model_validator(mode="after")
    def _masuk_akal(self) -> "Rentang":
        if self.sampai is not None and self.di_bawah is not None:
            raise ValueError("sampai atau di_bawah, bukan keduanya")
        upper = self.atas
        if self.dari is None and upper is None:
            raise ValueError("harus ada dari, sampai, atau di_bawah")
        if self.dari is not None and upper is not None and self.dari >= upper:
            raise ValueError("dari harus lebih kecil")
        return self

    @property
    def atas(self) -> Decimal | None:
        """Where it ends, included or not."""
        return self.di_bawah if self.sampai is None else self.sampai

    def kurang(self, nilai: Fraction, kali: Fraction = Fraction(1)) -> bool:
        """Is it below this range, scaled?"""
        return self.dari is not None and nilai < Fraction(self.dari) * kali

    def lebih(self, nilai: Fraction, kali: Fraction = Fraction(1)) -> bool:
        """Is it above?"""
        if self.di_bawah is not None:
            return nilai >= Fraction(self.di_bawah) * kali
        return self.sampai is not None and nilai > Fraction(self.sampai) * kali


class Indikator(Tertutup):
    """One indicator, as it is printed beside its number."""

    nama: str
    kepanjangan: str
    rumus: str
    satuan: str
    desimal: int = Field(ge=0, le=6)
    """Digits after the comma when it is shown; inside it stays exact."""
    per_tahun: bool = False
    """Its ranges are those of a year: a shorter period has that part of them."""
    ideal: Rentang
    daerah: Rentang | None = None
    """Where the efficient zone of the Barber-Johnson graph lies."""
    sumber: str
    yakin: Literal["TINGGI", "SEDANG", "RENDAH"]
    arti: str


class PilihanKeluar(Tertutup):
    """What leaving one ward or class means."""

    pilihan: KeluarRuang
    sumber: str
    yakin: Literal["TINGGI", "SEDANG", "RENDAH"]
    arti: str


def _tiap_indikator(found: "dict[KodeIndikator, Indikator]") -> "dict[KodeIndikator, Indikator]":
    if missing := [kode.value for kode in KodeIndikator if kode not in found]:
        raise ValueError(f"{missing[0]} harus ada")
    for kode, one in found.items():
        if (one.daerah is None) == (kode in GRAFIK):
            raise ValueError(f"{kode}: daerah {'harus ada' if kode in GRAFIK else 'hanya untuk yang digambar'}")
        if one.per_tahun != (kode is KodeIndikator.BTO):
            raise ValueError(f"{kode}: per_tahun hanya, dan selalu, untuk bto")
    atas = found[KodeIndikator.BOR].daerah
    if atas is not None and max(atas.dari or 0, atas.atas or 0) > 100:  # noqa: PLR2004 - per cent
        raise ValueError("bor: daerah tidak dapat lebih dari 100 %")
    return found


class AturanIndikator(Tertutup):
    """Indicators: `policies/indikator.yaml`."""

    versi: int = Field(ge=1)
    indikator: Annotated[dict[KodeIndikator, Indikator], AfterValidator(_tiap_indikator)]
    keluar_ruang: PilihanKeluar

    def daerah(self, kode: KodeIndikator) -> Rentang:
        """The part of the efficient zone this one of the four bounds."""
        found = self.indikator[kode].daerah
        if found is None:
            raise KeyError(kode)
        return found
