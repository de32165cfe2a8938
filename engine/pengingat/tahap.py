"""Where a delivery is. Pure."""

from enum import StrEnum


class Tahap(StrEnum):
    """The states of a delivery."""

    MENUNGGU = "menunggu"
    DIAMBIL = "diambil"
    """A worker has it; should that worker die, another takes it when its time is up."""
    TERKIRIM = "terkirim"
    MATI = "mati"
    """Tried to the end, or refused for good; it waits for a person."""
    GUGUR = "gugur"
    """Nothing is left to tell, or nobody to tell it to."""
