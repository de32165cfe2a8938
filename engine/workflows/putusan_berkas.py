"""The two verdicts on a record's completeness, as decided: with the gaps that are left in it. Pure.

Complete means that nothing is known to be missing; incomplete means that something is, and that it is written down
(Hatta 2008: what is missing is noted, and goes back to whoever must complete it).
"""

from engine.workflows.riwayat_berkas import Berkas
from engine.workflows.tenggat_berkas import Ketidaklengkapan
from schemas.commands import berkas as ask


class Kelengkapan(ask.NyatakanLengkap):
    """The finding that it is complete, with how many gaps are left; `engine/handlers` counts them."""

    sisa: int


def masih_ada_kekurangan(_berkas: Berkas, command: Kelengkapan) -> bool:
    """Nothing is complete while a gap in it is not closed."""
    return not command.sisa


def tanpa_kekurangan(_berkas: Berkas, command: Ketidaklengkapan) -> bool:
    """Nothing is incomplete without a gap that says what is missing."""
    return bool(command.sisa)
