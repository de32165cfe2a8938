"""Cells of a closed census: counts, and nothing that tells one patient from another."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Baris = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_.-]{1,48}$")]
"""The line of the sheet: a ward's class (`kelas_2`, `kelas_2.bayi`), a clinic's doctor (an id) or `-`."""
Kolom = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_.]{1,40}$")]
"""The column: `sisa`, `pasien_awal`, `cara_bayar.jkn`."""
Nilai = Annotated[int, Field(ge=-(2**31), le=2**31 - 1)]
Seq = Annotated[int, Field(ge=0, le=2**63 - 1)]
Edisi = Annotated[int, Field(ge=1, le=9999)]


class SelSensus(BaseModel):
    """One number of a sheet. A cell that is not there is zero."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    baris: Baris
    kolom: Kolom
    nilai: Nilai


class BedaSel(BaseModel):
    """One number that two editions tell differently."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    baris: Baris
    kolom: Kolom
    dulu: Nilai
    kini: Nilai
