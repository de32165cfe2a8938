"""Identifiers, and what a code or a number may look like."""

from typing import Annotated, Final, NewType

from pydantic import StringConstraints

_UUID = StringConstraints(pattern=r"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", to_lower=True)
"""The 36-character form, made lower case, so that one identifier has one spelling everywhere."""
BerkasId = NewType("BerkasId", str)
PetugasId = NewType("PetugasId", str)
KodeUnit = NewType("KodeUnit", str)
PerintahId = NewType("PerintahId", str)
UuidSubjek = Annotated[str, _UUID]
"""Whose life an event belongs to: a berkas, or the subject of another workflow. One id names one subject, ever."""
UuidBerkas = Annotated[BerkasId, _UUID]
UuidPetugas = Annotated[PetugasId, _UUID]
UuidPerintah = Annotated[PerintahId, _UUID]
KodeUnitSah = Annotated[KodeUnit, StringConstraints(pattern=r"^[A-Z0-9]{2,16}$")]
NomorRm = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z][0-9A-Za-z./ -]{0,23}$", strip_whitespace=True)]
RUANG_REKAM_MEDIS = KodeUnit("RM")
"""The record room: the one unit every facility has, where folders rest."""
SEMUA_UNIT = KodeUnit("*")
"""In a staff member's units: serves in all of them."""
SISTEM: Final = PetugasId("00000000-0000-0000-0000-000000000000")
"""Who acts when a timer does: no member of staff."""
SidikKebijakan = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
"""The fingerprint of a policy of deadlines."""
Letak = Annotated[
    str,
    StringConstraints(
        pattern=r"^(rak|meja|unit:[A-Z0-9]{2,16}|(sisi|orang):[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$"
    ),
]
"""A place to look for a missing folder, without its number: `rak` its own place on the shelf, `meja` the desks and
piles of the record room, `unit:GIGI` a unit, `sisi:<berkas>` beside or inside another folder, `orang:<petugas>` with
somebody."""
