"""The rules of the census: `policies/sensus.yaml`, as validated. Pure."""

from collections.abc import Mapping
from datetime import date, time, timedelta
from itertools import pairwise
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, Field, PlainSerializer, PlainValidator, model_validator

from engine.ukuran import Angka, Tertutup, pukul

Pukul = Annotated[
    time, PlainValidator(pukul), PlainSerializer(lambda jam: jam.isoformat(timespec="minutes"), return_type=str)
]
TAK_DIKETAHUI: Final = "tidak_diketahui"
"""The age group of whom no birth date is known."""
_DALAM_SATU: Final = frozenset({"pukul", "sumber", "yakin", "arti"})
_PER_BANGSAL: Final = frozenset({"bangsal", "unit", "ruang"})


class _Bersumber(Tertutup):
    sumber: str
    yakin: Literal["TINGGI", "SEDANG", "RENDAH"]
    arti: str


def _satu_untuk_semua(wards: Mapping[Any, Any]) -> ValueError:
    told = ", ".join(f"{ward} {value}" for ward, value in wards.items())
    return ValueError(
        f"batas hari sensus harus sama di semua bangsal, bukan per bangsal ({told}): "
        "pasien yang pindah di antara dua batas terhitung dua kali atau hilang"
    )


class Jam(_Bersumber):
    """A time of day."""

    pukul: Pukul


class BatasHari(Jam):
    """When a census day ends and the next begins: one time for all wards (FACTS B6 rule 4)."""

    @model_validator(mode="before")
    @classmethod
    def _bukan_per_bangsal(cls, isi: object) -> object:
        if isinstance(isi, Mapping):
            if isinstance(isi.get("pukul"), Mapping):
                raise _satu_untuk_semua(isi["pukul"])
            wards = {name: value for name, value in isi.items() if name not in _DALAM_SATU}
            if wards:
                told = {name: one.get("pukul", one) if isinstance(one, Mapping) else one for name, one in wards.items()}
                raise _satu_untuk_semua(told)
        return isi


class YaTidak(_Bersumber):
    """A yes or a no."""

    pilihan: bool


class Golongan(Tertutup):
    """One age group: up to an age, that age not included; the last has no end."""

    kode: Annotated[str, Field(pattern=r"^[a-z0-9_]{1,12}$")]
    nama: str
    di_bawah_hari: Annotated[int, Field(gt=0)] | None = None
    di_bawah_tahun: Annotated[int, Field(gt=0)] | None = None

    def memuat(self, lahir: date, pada: date) -> bool:
        """Somebody born then is younger than its end on that day."""
        if self.di_bawah_hari is not None:
            return (pada - lahir).days < self.di_bawah_hari
        if self.di_bawah_tahun is not None:
            return _tahun(lahir, pada) < self.di_bawah_tahun
        return True

    @property
    def ujung(self) -> float:
        """Its end in days, nearly: for the order."""
        if self.di_bawah_hari is not None:
            return self.di_bawah_hari
        return self.di_bawah_tahun * 365.25 if self.di_bawah_tahun is not None else float("inf")


def _tahun(lahir: date, pada: date) -> int:
    return pada.year - lahir.year - ((pada.month, pada.day) < (lahir.month, lahir.day))


def _berurutan(found: tuple[Golongan, ...]) -> tuple[Golongan, ...]:
    ends = [one.ujung for one in found]
    if not found or ends[-1] != float("inf") or any(left >= right for left, right in pairwise(ends)):
        raise ValueError("golongan harus berurutan dari yang termuda, dan hanya yang terakhir tanpa batas")
    if any(one.di_bawah_hari is not None and one.di_bawah_tahun is not None for one in found):
        raise ValueError("batas golongan disebut dalam hari atau dalam tahun, bukan keduanya")
    if len({one.kode for one in found}) != len(found):
        raise ValueError("kode golongan harus berbeda")
    return found


class GolonganUmur(_Bersumber):
    """The age groups, youngest first."""

    kelompok: Annotated[tuple[Golongan, ...], AfterValidator(_berurutan)]

    def golongan(self, lahir: date | None, pada: date) -> str:
        """The code of the group on that day."""
        if lahir is None:
            return TAK_DIKETAHUI
        return next(one.kode for one in self.kelompok if one.memuat(lahir, pada))


class AturanSensus(Tertutup):
    """The census: `policies/sensus.yaml`."""

    versi: int = Field(ge=1)
    batas_hari: BatasHari
    tanda_tangan_paling_lambat: Jam
    ditutup_tanpa_kunjungan: YaTidak
    """A clinic's day without a visit is closed and signed too; a ward's always is."""
    tutup_mundur: Angka
    """How far back the closing of a unit begins that was never closed."""
    lewat_sehari: YaTidak
    batas_mati: Angka
    golongan_umur: GolonganUmur

    @model_validator(mode="before")
    @classmethod
    def _tanpa_bangsal(cls, isi: object) -> object:
        if isinstance(isi, Mapping):
            for name in sorted(_PER_BANGSAL & isi.keys()):
                wards = isi[name]
                raise _satu_untuk_semua(wards if isinstance(wards, Mapping) else {name: wards})
        return isi

    @property
    def batas(self) -> time:
        """When the day changes."""
        return self.batas_hari.pukul

    @property
    def mati(self) -> timedelta:
        """From this long on a death counts as late."""
        return self.batas_mati.batas
