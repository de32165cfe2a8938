"""Policy is data: `policies/*.yaml`, each number with its source and confidence; read once, validated, versioned.

A facility may override entries of ours in files of the same names in a folder of its own (`JEJAK_KEBIJAKAN_DIR`).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any, Final, Literal

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainValidator, ValidationError

from schemas.names import Keadaan

BAWAAN: Final = "lainnya"
"""The kind of unit whose limit holds for every kind that has none of its own."""


class KebijakanTidakSah(Exception):
    """A policy file cannot be used; the message names the file and the entry."""


class _Closed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Angka(_Closed):
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


class Batas(_Closed):
    """One limit that ends at a moment: as `Angka`, its days counted by the calendar."""

    batas: Annotated[Jangka, PlainValidator(_jangka), AfterValidator(_berlalu)]
    sumber: str
    yakin: Literal["TINGGI", "SEDANG", "RENDAH"]
    arti: str


class Waktu(_Closed):
    """Clocks: what is late, what is skewed, what is a double scan."""

    selisih_jam: Angka
    waktu_di_depan: Angka
    pindai_ganda: Angka
    urungkan: Angka


_JENIS_UNIT: Final = frozenset({"rawat_jalan", "gawat_darurat", "rawat_inap", "penunjang", "luar", BAWAAN})


def _per_unit(limits: "dict[str, Batas]") -> "dict[str, Batas]":
    if unknown := sorted(limits.keys() - _JENIS_UNIT):
        raise ValueError(f"jenis unit tidak dikenal: {unknown[0]}")
    if BAWAAN not in limits:
        raise ValueError(f"{BAWAAN} harus ada")
    return limits


class Tenggat(_Closed):
    """Deadlines: `policies/tenggat.yaml`."""

    versi: int = Field(ge=1)
    pengembalian: Annotated[dict[str, Batas], AfterValidator(_per_unit)]
    """How long a unit may keep a record it received, by kind of unit."""
    kelengkapan: Batas
    """How long after it was found incomplete a record must be complete."""
    toleransi: Angka
    """A deadline told later than this after it was due is told as a late one."""

    def pengembalian_dari(self, jenis_unit: str) -> Batas:
        """How long a unit of this kind may keep a record."""
        return self.pengembalian.get(jenis_unit) or self.pengembalian[BAWAAN]


class Kebijakan(_Closed):
    """The whole policy in force: `policies/peredaran.yaml`, and the deadlines beside it."""

    versi: int = Field(ge=1)
    waktu: Waktu
    terlambat: dict[Keadaan, Angka]
    """How long a record may stay in a state before the board calls it overdue; what has a deadline is not here."""
    tenggat: Tenggat


PEREDARAN: Final = "peredaran.yaml"
TENGGAT: Final = "tenggat.yaml"
_berlaku: list[Kebijakan] = []
"""The policy in force in this process, once it was read."""


def kebijakan(folder: Path | None = None) -> Kebijakan:
    """The policy in force, or what it would be with a folder's overrides. Raises ValidationError naming the entry."""
    if folder is not None:
        return _baca(folder)
    if not _berlaku:
        _berlaku.append(_baca(None))
    return _berlaku[0]


def pakai(folder: Path | None) -> Kebijakan:
    """Put a facility's overrides in force in this process; None: ours alone.

    Raises KebijakanTidakSah, naming the file and the entry.
    """
    try:
        found = _baca(folder)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = [str(part) for part in first["loc"]]
        file = PEREDARAN
        if place[:1] == ["tenggat"]:
            file, place = TENGGAT, place[1:]
        raise KebijakanTidakSah(f"{file}, {'.'.join(place) or 'isi'}: {first['msg']}") from error
    _berlaku[:] = [found]
    return found


def _baca(folder: Path | None) -> Kebijakan:
    if folder is not None:
        _periksa_folder(folder)
    parts = {name: _gabung(_ours(name), _theirs(folder, name)) for name in (PEREDARAN, TENGGAT)}
    if "tenggat" in parts[PEREDARAN]:
        raise KebijakanTidakSah(f"{PEREDARAN}, tenggat: tempatnya di {TENGGAT}")
    return Kebijakan.model_validate(parts[PEREDARAN] | {"tenggat": parts[TENGGAT]})


def _periksa_folder(folder: Path) -> None:
    if not folder.is_dir():
        raise KebijakanTidakSah(f"{folder} bukan direktori")
    if unknown := sorted(path.name for path in folder.glob("*.y*ml") if path.name not in {PEREDARAN, TENGGAT}):
        raise KebijakanTidakSah(f"{unknown[0]}: bukan nama berkas kebijakan; yang dibaca {PEREDARAN} dan {TENGGAT}")


@cache
def _ours(name: str) -> Mapping[str, Any]:
    loaded: Mapping[str, Any] = yaml.safe_load((files("policies") / name).read_text(encoding="utf-8"))
    return loaded


def _theirs(folder: Path | None, name: str) -> Mapping[str, Any]:
    path = folder / name if folder else None
    if path is None or not path.exists():
        return {}
    try:
        loaded = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise KebijakanTidakSah(f"{name}: tidak terbaca ({type(error).__name__})") from error
    if not isinstance(loaded, Mapping):
        raise KebijakanTidakSah(f"{name}: harus berisi entri bernama")
    return loaded


def _gabung(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> dict[str, Any]:
    """Entry by entry; a number is replaced whole, so that it never claims our source for a limit of theirs."""
    return dict(ours) | {
        name: _gabung(ours[name], value)
        if isinstance(value, Mapping) and isinstance(ours.get(name), Mapping) and "batas" not in ours[name]
        else value
        for name, value in theirs.items()
    }
