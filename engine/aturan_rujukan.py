"""Referrals, as `policies/rujukan.yaml` rules them: clocks, promises of beds, levels and capabilities. Pure."""

from typing import Annotated, Final, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from engine.ukuran import Angka, Batas, Tertutup

Kode = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,23}$")]
UMUM: Final = "umum"
"""What every room can do that was told nothing else."""


class Mendesaknya(Tertutup):
    """One clock: of emergencies, and of what was planned."""

    darurat: Batas
    terencana: Batas

    def untuk(self, *, darurat: bool) -> Batas:
        """The limit of this kind of referral."""
        return self.darurat if darurat else self.terencana


class EskalasiRujukan(Tertutup):
    """How long after its limit a referral without an answer goes up; `dinkes_atas`: to the office above that one."""

    dinkes: Mendesaknya
    dinkes_atas: Mendesaknya


class AngkaTempatTidur(Tertutup):
    """The figures of free beds: how often told, how long new, how long of any use."""

    terbit: Angka
    segar: Angka
    berlaku: Angka

    @model_validator(mode="after")
    def _naik(self) -> Self:
        if not self.terbit.batas < self.segar.batas <= self.berlaku.batas:
            raise ValueError("terbit harus kurang dari segar, dan segar tidak lebih dari berlaku")
        return self


class _Bersumber(Tertutup):
    sumber: str
    yakin: Literal["TINGGI", "SEDANG", "RENDAH"]
    arti: str


class Tingkat(_Bersumber):
    """The level of a kind of facility."""

    angka: int = Field(ge=1, le=3)


class Bernama(_Bersumber):
    """Something people choose from a list; what is not `aktif` is offered no more."""

    nama: str = Field(min_length=1, max_length=60)
    aktif: bool = True


def _ada_umum(found: "dict[str, Bernama]") -> "dict[str, Bernama]":
    if UMUM not in found or not found[UMUM].aktif:
        raise ValueError(f"{UMUM} harus ada dan aktif")
    return found


class PetaSisrute(_Bersumber):
    """Our words in SISRUTE's codes; a reason without a code is told in words, a facility without one by ours."""

    alasan: dict[Kode, Annotated[str, Field(min_length=1, max_length=20)]]
    fasyankes: dict[
        Annotated[str, Field(pattern=r"^[A-Z0-9]{2,16}$")], Annotated[str, Field(min_length=1, max_length=20)]
    ]


class AturanRujukan(Tertutup):
    """Referrals: `policies/rujukan.yaml`."""

    versi: int = Field(ge=1)
    jawab: Mendesaknya
    """From being sent to being answered."""
    datang: Mendesaknya
    """From being accepted to the patient's arrival."""
    balas: Mendesaknya
    """From being treated to the return answer."""
    eskalasi: EskalasiRujukan
    selang_darurat: Angka
    """How soon after an urgent notice the next emergency is told."""
    janji: Mendesaknya
    """How long a promised bed is kept."""
    tempat_tidur: AngkaTempatTidur
    tingkat: dict[Literal["puskesmas", "klinik", "rs"], Tingkat]
    pengecualian: dict[Kode, Bernama]
    """Why a level may be left out."""
    kemampuan: Annotated[dict[Kode, Bernama], AfterValidator(_ada_umum)]
    """What the beds of a room can serve."""
    sisrute: PetaSisrute

    @property
    def kemampuan_aktif(self) -> dict[str, str]:
        """The capabilities in use, each with its name."""
        return {kode: one.nama for kode, one in self.kemampuan.items() if one.aktif}

    @property
    def pengecualian_aktif(self) -> dict[str, str]:
        """The exceptions in use, each with its name."""
        return {kode: one.nama for kode, one in self.pengecualian.items() if one.aktif}
