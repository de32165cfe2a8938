"""Words of the closing of the census: one unit and one census day."""

from enum import StrEnum


class KeadaanSensus(StrEnum):
    """The states of a unit's census of one day."""

    BARU = "baru"
    DITUTUP = "ditutup"
    """Frozen in an edition that nobody has signed yet."""
    DITANDATANGANI = "ditandatangani"
