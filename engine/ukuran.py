"""What the numbers of the field are made of: each says how much, where it comes from and how sure we are. Pure."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainValidator


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
    """A length of time as people mean it: days are days of the calendar, hours are hours."""

    hari: int
    lama: timedelta

    def sejak(self, mulai: datetime, zona: tzinfo) -> datetime:
        """When it has passed, in UTC: the same time of day so many days later in that zone, and the hours after it."""
        if not self.hari:
            return mulai.astimezone(UTC) + self.lama
        besok = mulai.astimezone(zona) + timedelta(days=self.hari)  # arithmetic on the wall clock of the zone
        return besok.astimezone(UTC) + self.lama


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
    """One limit that ends at a moment: as `Angka`, its days counted by the calendar."""

    batas: Annotated[Jangka, PlainValidator(_jangka), AfterValidator(_berlalu)]
    sumber: str
    yakin: Literal["TINGGI", "SEDANG", "RENDAH"]
    arti: str


class Bobot(Tertutup):
    """How much something counts, as a pure number: where it comes from, how sure we are."""

    bobot: float = Field(gt=0, le=1000)
    sumber: str
    yakin: Literal["TINGGI", "SEDANG", "RENDAH"]
    arti: str
