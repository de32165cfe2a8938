"""Policy is data: `policies/*.yaml`, each number with its source and confidence; read once, validated, versioned."""

from datetime import timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

from schemas.names import Keadaan


class _Closed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Angka(_Closed):
    """One limit of the field: how long, where it comes from, how sure we are."""

    batas: timedelta = Field(gt=timedelta(0))
    sumber: str
    yakin: Literal["TINGGI", "SEDANG", "RENDAH"]
    arti: str


class Waktu(_Closed):
    """Clocks: what is late, what is skewed, what is a double scan."""

    selisih_jam: Angka
    waktu_di_depan: Angka
    pindai_ganda: Angka
    urungkan: Angka


class Kebijakan(_Closed):
    """The whole policy of movement in one version."""

    versi: int = Field(ge=1)
    waktu: Waktu
    terlambat: dict[Keadaan, Angka]
    """How long a record may stay in a state before the board calls it overdue."""
    terlambat_di_unit: dict[str, Angka]
    """The same for `di_poli`, by kind of unit; falls back on `terlambat`."""


@cache
def kebijakan(folder: Path | None = None) -> Kebijakan:
    """The policy in force. Raises ValidationError naming the entry that is wrong."""
    source = folder / "peredaran.yaml" if folder else files("policies") / "peredaran.yaml"
    return Kebijakan.model_validate(yaml.safe_load(source.read_text(encoding="utf-8")))
