"""What surveillance counts: cases and deaths of one disease, in two age groups. No row of it tells one patient."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from schemas.message import Waktu
from schemas.names import Tahap

KodePenyakit = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9_]{0,15}$")]
"""A disease of the catalogue: `A`, `AC`, `PES`."""
KodeTingkat = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9]{1,32}$")]
"""A facility or an office, by its code."""
Hitungan = Annotated[int, Field(ge=0, le=999_999)]
Tahun = Annotated[int, Field(ge=1990, le=2999)]
NomorMinggu = Annotated[int, Field(ge=1, le=53)]
Nama = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
"""The name of a village or a district."""


class Beku(BaseModel):
    """Frozen and closed."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class HitungPenyakit(Beku):
    """One disease in one week, of one facility or of all below one. One that is not there is zero."""

    kode: KodePenyakit
    bawah: Hitungan = 0
    """Cases below the age of policy."""
    atas: Hitungan = 0
    """Cases of that age and above, and of unknown age."""
    mati: Hitungan = 0

    @property
    def kasus(self) -> int:
        """Both age groups."""
        return self.bawah + self.atas


class Mata(Beku):
    """One link of the chain of an outbreak report: what a level did, and when by its own clock."""

    fasyankes: KodeTingkat
    tahap: Tahap
    pada: Waktu
