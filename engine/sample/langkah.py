"""One thing somebody does in the sample facility."""

from dataclasses import dataclass, field
from datetime import datetime

from schemas.message import Command


@dataclass(frozen=True, slots=True)
class Langkah:
    """When, who (a user name), what, to which record, patient or visit (its place in the sample)."""

    pada: datetime
    siapa: str
    kind: type[Command]
    tempat: int
    isi: dict[str, object] = field(default_factory=dict)
    orang: dict[str, str] = field(default_factory=dict)
    """Fields that name a member of staff, by user name."""
    rujuk: dict[str, tuple[str, int]] = field(default_factory=dict)
    """Fields that name another subject: its workflow and its place."""
    subjek: str = ""
    """Its subject, where its name is made of what it is about."""
    diikuti: bool = False
    """Something follows from it by itself, and is told before the next thing happens."""

    @property
    def alur(self) -> str:
        """The workflow its subject belongs to."""
        return self.kind.jenis.partition(".")[0]


def nomor(berkas: int) -> str:
    """The invented record number of a place in the sample."""
    return f"{berkas + 1:06d}"
