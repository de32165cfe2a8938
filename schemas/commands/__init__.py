"""Wishes: one module a workflow, one class a wish. `COMMANDS` finds a class by its `jenis`."""

from typing import Final

from schemas.commands import (
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
from schemas.message import Command

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

COMMANDS: dict[str, type[Command]] = {
    command.jenis: command
    for module in MODUL
    for command in vars(module).values()
    if isinstance(command, type) and issubclass(command, Command) and command.jenis
}
