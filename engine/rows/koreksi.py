"""The records of corrections: nothing in them that is not in their events."""

from collections.abc import Sequence
from typing import Any

from engine import tables as t
from engine.rows.kept import Kept
from engine.workflows.koreksi import Koreksi
from schemas.names import KeadaanKoreksi


def record_of(row: Sequence[Any]) -> Koreksi:
    """A correction from its row, columns in the order of its fields."""
    plain = Koreksi(*row)
    return plain._replace(keadaan=KeadaanKoreksi(plain.keadaan))


KEPT = Kept(
    t.koreksi,
    Koreksi._fields,
    fixed={"id", "berkas", "kunjungan", "formulir", "sebab", "bebas_sampai", "pengaju", "terdaftar"},
    read=record_of,
)
