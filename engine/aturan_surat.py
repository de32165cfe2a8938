"""Letters of referral, as `policies/surat_rujukan.yaml` rules them: what must be filled in, and their numbers. Pure."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from engine.ukuran import Tertutup
from schemas.commands.surat import IsiSurat


def _bentuk(value: str) -> str:
    try:
        made = value.format(urut=1, bulan="11", tahun="2026")
    except (KeyError, IndexError, ValueError) as error:
        raise ValueError("bentuk nomor hanya memuat {urut}, {bulan}, dan {tahun}") from error
    if value.format(urut=2, bulan="11", tahun="2026") == made:
        raise ValueError("bentuk nomor harus memuat {urut}")
    return value


def _dikenal(names: "tuple[str, ...]") -> "tuple[str, ...]":
    if unknown := sorted(set(names) - IsiSurat.model_fields.keys()):
        raise ValueError(f"{unknown[0]} bukan kolom surat rujukan")
    return names


class _Bersumber(Tertutup):
    sumber: str
    yakin: Literal["TINGGI", "SEDANG", "RENDAH"]
    arti: str


class Nomor(_Bersumber):
    """How a letter is numbered."""

    mulai_ulang: Literal["bulan", "tahun"]
    bentuk: Annotated[str, Field(max_length=40), AfterValidator(_bentuk)]

    def tulis(self, urut: int, bulan: str) -> str:
        """The number of the letter: `bulan` is YYYY-MM."""
        tahun, _, angka = bulan.partition("-")
        return self.bentuk.format(urut=urut, bulan=angka, tahun=tahun)

    def kurun(self, bulan: str) -> str:
        """Within what the sequence runs: the beginning of the months it is counted in."""
        return bulan if self.mulai_ulang == "bulan" else bulan.partition("-")[0]


class Kolom(_Bersumber):
    """The columns that must be filled in."""

    kolom: Annotated[tuple[str, ...], AfterValidator(_dikenal)]


class Wajib(Tertutup):
    """What must be filled in, of what was planned and of emergencies."""

    terencana: Kolom
    darurat: Kolom


class AturanSurat(Tertutup):
    """Letters of referral: `policies/surat_rujukan.yaml`."""

    versi: int = Field(ge=1)
    nomor: Nomor
    wajib: Wajib

    def kurang(self, surat: IsiSurat, *, darurat: bool) -> tuple[str, ...]:
        """The columns that must be filled in and are not, in the order of the policy."""
        wanted = self.wajib.darurat if darurat else self.wajib.terencana
        return tuple(name for name in wanted.kolom if getattr(surat, name) is None)
