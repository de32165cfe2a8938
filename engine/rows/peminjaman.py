"""The records of loans, each with its outside borrower's name: kept in its row, never in an event."""

from collections.abc import Sequence
from typing import Any

from engine import tables as t
from engine.rows.kept import Kept
from engine.workflows.peminjaman import Peminjaman
from schemas.commands.peminjaman import Ajukan
from schemas.message import Command
from schemas.names import KeadaanPeminjaman, Keperluan, PihakLuar


def record_of(row: Sequence[Any]) -> Peminjaman:
    """A loan from its row, columns in the order of Peminjaman's fields."""
    plain = Peminjaman(*row)
    return plain._replace(
        keadaan=KeadaanPeminjaman(plain.keadaan),
        pihak=PihakLuar(plain.pihak) if plain.pihak else None,
        keperluan=Keperluan(plain.keperluan) if plain.keperluan else None,
    )


def _borrower(command: Command) -> dict[str, Any]:
    if not isinstance(command, Ajukan):
        raise TypeError("peminjaman baru tanpa pengajuan")
    return {"nama_peminjam": command.nama_peminjam, "telepon_peminjam": command.telepon_peminjam}


KEPT = Kept(
    t.peminjaman,
    Peminjaman._fields,
    fixed={"id", "berkas", "peminjam", "pihak", "unit", "keperluan", "pengaju", "terdaftar"},
    read=record_of,
    first=_borrower,
)
