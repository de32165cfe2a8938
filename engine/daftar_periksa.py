"""The checklist of completeness as policy: which forms, and what of each, a visit's records are checked for.

`policies/kelengkapan.yaml`. The first thing a form is checked for is that it is there (quantitative), the others are
how it is filled (qualitative): Hatta 2008, as FACTS A3.6 has it.
"""

from collections.abc import Collection, Mapping
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field, model_validator

from engine.ukuran import Batas, Tertutup
from schemas.names import CaraKeluar, JenisKunjungan, KodeFormulir, Pembawa, Unsur


class _Bersumber(Tertutup):
    sumber: str
    yakin: Literal["TINGGI", "SEDANG", "RENDAH"]
    arti: str


class Syarat(Tertutup):
    """When a form is wanted that is not always wanted."""

    nama: str = Field(min_length=1, max_length=60)
    cara_keluar: tuple[CaraKeluar, ...] = ()
    """The ways a visit ends that say so by themselves; none: whoever analyses says so."""


def _ada_dulu(unsur: "tuple[Unsur, ...]") -> "tuple[Unsur, ...]":
    if not unsur or unsur[0] is not Unsur.ADA or len(set(unsur)) != len(unsur):
        raise ValueError("mulai dengan ada, tiap unsur sekali")
    return unsur


class Formulir(_Bersumber):
    """One form, and what it is checked for."""

    nama: str = Field(min_length=1, max_length=80)
    unsur: Annotated[tuple[Unsur, ...], AfterValidator(_ada_dulu)]
    bila: tuple[KodeFormulir, ...] = ()
    """Wanted where one of these conditions holds; none: always."""
    pengisi: Literal["dokter", "perawat", "penunjang", "pendaftaran"] = "dokter"
    """Who usually fills it, so that a screen can propose somebody."""


class Lembar(_Bersumber):
    """The forms of one kind of visit, in their order."""

    lembar: tuple[KodeFormulir, ...] = Field(min_length=1, max_length=40)


class Urutan(_Bersumber):
    """The order of the kinds of visit in a folder."""

    jenis: tuple[JenisKunjungan, ...]


class UnsurElektronik(_Bersumber):
    """What an electronic form can be checked for."""

    unsur: Annotated[tuple[Unsur, ...], AfterValidator(_ada_dulu)]


class Kelengkapan(Tertutup):
    """The whole checklist: `policies/kelengkapan.yaml`."""

    versi: int = Field(ge=1)
    urutan: Urutan
    syarat: dict[KodeFormulir, Syarat]
    formulir: dict[KodeFormulir, Formulir]
    daftar: dict[JenisKunjungan, Lembar]
    elektronik: UnsurElektronik
    koreksi_bebas: Batas
    """How long after the service ended an electronic record may be corrected without anybody's approval."""

    @model_validator(mode="after")
    def _rujukan(self) -> "Kelengkapan":
        """Every name that is used is defined, and every kind of visit has its list."""
        if set(self.urutan.jenis) != set(JenisKunjungan) or len(self.urutan.jenis) != len(JenisKunjungan):
            raise ValueError("urutan: sebut tiap jenis kunjungan sekali")
        if missing := sorted(set(JenisKunjungan) - self.daftar.keys()):
            raise ValueError(f"daftar: {missing[0]} harus ada")
        for kode, form in self.formulir.items():
            if unknown := [bila for bila in form.bila if bila not in self.syarat]:
                raise ValueError(f"formulir.{kode}: syarat {unknown[0]} tidak ada")
        for jenis, daftar in self.daftar.items():
            if unknown := [kode for kode in daftar.lembar if kode not in self.formulir]:
                raise ValueError(f"daftar.{jenis}: formulir {unknown[0]} tidak ada")
            if len(set(daftar.lembar)) != len(daftar.lembar):
                raise ValueError(f"daftar.{jenis}: tiap formulir sekali")
        return self

    def unsur(self, formulir: str, pembawa: Pembawa) -> tuple[Unsur, ...]:
        """What a form is checked for; () for a form that is not in the list."""
        form = self.formulir.get(formulir)
        if form is None:
            return ()
        if pembawa is Pembawa.FISIK:
            return form.unsur
        return tuple(unsur for unsur in form.unsur if unsur in self.elektronik.unsur)

    def butir_dikenal(self, butir: str, pembawa: Pembawa) -> bool:
        """Is this something a record of that carrier is checked for?"""
        formulir, _, unsur = butir.partition(".")
        return unsur in self.unsur(formulir, pembawa)

    def daftar_untuk(
        self, jenis: JenisKunjungan, pembawa: Pembawa, syarat: Collection[str] = ()
    ) -> Mapping[str, tuple[Unsur, ...]]:
        """The forms a visit of this kind is checked for where these conditions hold, in order, each with its items."""
        return {
            kode: self.unsur(kode, pembawa)
            for kode in self.daftar[jenis].lembar
            if not (bila := self.formulir[kode].bila) or any(one in syarat for one in bila)
        }

    def syarat_dari(self, cara_keluar: CaraKeluar | None) -> frozenset[str]:
        """The conditions that the way a visit ended says by itself."""
        return frozenset(kode for kode, syarat in self.syarat.items() if cara_keluar in syarat.cara_keluar)


def butir(formulir: str, unsur: Unsur) -> str:
    """The code of an item."""
    return f"{formulir}.{unsur}"


KUANTITATIF: Final = frozenset({Unsur.ADA})
"""What is counted; the rest is read (Hatta 2008)."""
