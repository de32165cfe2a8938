"""The records of explained exceptions: nothing in them that is not in their events."""

from collections.abc import Sequence
from typing import Any

from engine import tables as t
from engine.rows.kept import Kept
from engine.workflows.selisih import Selisih
from schemas.names import AlasanSelisih, KeadaanSelisih, MacamSelisih


def record_of(row: Sequence[Any]) -> Selisih:
    """An exception from its row, columns in the order of its fields."""
    plain = Selisih(*row)
    return plain._replace(
        keadaan=KeadaanSelisih(plain.keadaan),
        macam=MacamSelisih(plain.macam),
        penjelasan=AlasanSelisih(plain.penjelasan) if plain.penjelasan else None,
    )


KEPT = Kept(
    t.selisih,
    Selisih._fields,
    fixed={"id", "macam", "berkas", "kunjungan", "awal", "terdaftar"},
    read=record_of,
)
