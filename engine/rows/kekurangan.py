"""The records of gaps: nothing in them that is not in their events."""

from collections.abc import Sequence
from typing import Any

from engine import tables as t
from engine.rows.kept import Kept
from engine.workflows.kekurangan import Kekurangan
from schemas.names import KeadaanKekurangan


def record_of(row: Sequence[Any]) -> Kekurangan:
    """A gap from its row, columns in the order of its fields."""
    plain = Kekurangan(*row)
    return plain._replace(keadaan=KeadaanKekurangan(plain.keadaan))


KEPT = Kept(
    t.kekurangan,
    Kekurangan._fields,
    fixed={"id", "kunjungan", "butir", "penemu", "versi_daftar", "terdaftar"},
    read=record_of,
)
