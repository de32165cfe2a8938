"""The present records of every workflow. `KEPT` says how each is kept; `engine.ledger` is the only writer."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import Connection

from engine.alur import alur_catatan
from engine.rows import (
    berkas,
    kekurangan,
    koreksi,
    kunjungan,
    pasien,
    peminjaman,
    pencarian,
    permintaan,
    rujukan,
    selisih,
    sensus,
    sinyal,
    w1,
    w2,
)
from engine.rows.kept import Entry, Kept

KEPT: Final[Mapping[str, Kept]] = MappingProxyType(
    {
        "berkas": berkas.KEPT,
        "peminjaman": peminjaman.KEPT,
        "kekurangan": kekurangan.KEPT,
        "koreksi": koreksi.KEPT,
        "kunjungan": kunjungan.KEPT,
        "pasien": pasien.KEPT,
        "pencarian": pencarian.KEPT,
        "permintaan": permintaan.KEPT,
        "rujukan": rujukan.KEPT,
        "selisih": selisih.KEPT,
        "sensus": sensus.KEPT,
        "sinyal": sinyal.KEPT,
        "w1": w1.KEPT,
        "w2": w2.KEPT,
    }
)


def records(connection: Connection, alur: str, ids: Sequence[str]) -> dict[str, Any]:
    """The present records of one workflow by id; the unknown are absent."""
    return KEPT[alur].records(connection, ids) if ids else {}


def by_workflow(entries: Iterable[Entry]) -> list[tuple[Kept, list[Entry]]]:
    """The entries of a batch, by where their records are kept."""
    groups: dict[type[Any], list[Entry]] = {}
    for entry in entries:
        groups.setdefault(type(entry.after), []).append(entry)
    return [(KEPT[alur_catatan(own[0].after).nama], own) for own in groups.values()]


__all__ = ["KEPT", "Entry", "Kept", "by_workflow", "records"]
