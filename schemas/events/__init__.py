"""Facts: one module a workflow, one class a fact. `EVENTS` finds a class by its `jenis` (with version)."""

from typing import Final

from schemas.events import (
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
from schemas.message import Event

MODUL: Final = (
    berkas,
    pencarian,
    pasien,
    kunjungan,
    peminjaman,
    permintaan,
    kekurangan,
    koreksi,
    rujukan,
    selisih,
    sensus,
    sinyal,
    w1,
    w2,
)

EVENTS: dict[str, type[Event]] = {
    event.jenis: event
    for module in MODUL
    for event in vars(module).values()
    if isinstance(event, type) and issubclass(event, Event) and event.jenis
}
