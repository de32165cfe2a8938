"""What the numbers of the field are made of: each says how much, where it comes from and how sure we are. Pure."""

import re
from dataclasses import dataclass
from datetime import time, timedelta
from enum import StrEnum
from typing import Annotated, Final, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainSerializer, PlainValidator, model_validator


class Tertutup(BaseModel):
    """Frozen, and closed to entries nobody reads."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Angka(Tertutup):
    """One limit of the field: how long, where it comes from, how sure we are."""

    batas: timedelta = Field(gt=timedelta(0))
    sumber: str
    yakin: Literal["TINGGI", "SEDANG", "RENDAH"]
    arti: str


@dataclass(frozen=True, slots=True)
class Jangka:
    """A length of time as people mean it: days are days of a calendar, hours are hours. `engine/tempo.py` adds it."""

    hari: int
    lama: timedelta

    def __str__(self) -> str:
        """As ISO 8601 writes it."""
        menit, detik = divmod(self.lama.total_seconds(), 60)
        jam, menit = divmod(int(menit), 60)
        hours = "".join(f"{value:g}{unit}" for value, unit in ((jam, "H"), (menit, "M"), (detik, "S")) if value)
        return "P" + (f"{self.hari}D" if self.hari else "") + (f"T{hours}" if hours else "")


class Hitungan(StrEnum):
    """How days are counted."""

    KALENDER = "kalender"
    KERJA = "kerja"


_JANGKA: Final = re.compile(r"P(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,8}(?:\.\d{1,6})?)S)?)?")


def _jangka(value: object) -> Jangka:
    found = _JANGKA.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise ValueError("harus durasi ISO 8601, misalnya P14D atau PT24H")
    hari, jam, menit, detik = found.groups(default="0")
    return Jangka(int(hari), timedelta(hours=int(jam), minutes=int(menit), seconds=float(detik)))


def _berlalu(jangka: Jangka) -> Jangka:
    if not jangka.hari and not jangka.lama:
        raise ValueError("harus lebih dari nol")
    return jangka


class Batas(Tertutup):
    """One limit that ends at a moment: as `Angka`, its days counted by the calendar or by working days."""

    batas: Annotated[Jangka, PlainValidator(_jangka), AfterValidator(_berlalu), PlainSerializer(str, return_type=str)]
    hitungan: Hitungan = Hitungan.KALENDER
    sumber: str
    yakin: Literal["TINGGI", "SEDANG", "RENDAH"]
    arti: str

    @model_validator(mode="after")
    def _hari_kerja_menyebut_hari(self) -> Self:
        if self.hitungan is Hitungan.KERJA and not self.batas.hari:
            raise ValueError("hitungan kerja hanya untuk batas yang menyebut hari, misalnya P2D")
        return self


class Bobot(Tertutup):
    """How much something counts, as a pure number: where it comes from, how sure we are."""

    bobot: float = Field(gt=0, le=1000)
    sumber: str
    yakin: Literal["TINGGI", "SEDANG", "RENDAH"]
    arti: str


_PUKUL: Final = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")


def pukul(value: object) -> time:
    """A time of day as people write it. Raises ValueError, saying how."""
    found = _PUKUL.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise ValueError('harus pukul dalam tanda kutip, misalnya "07:00"')
    return time(int(found[1]), int(found[2]))
