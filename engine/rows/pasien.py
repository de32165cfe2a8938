"""The patients' records, each with who they are: written from the command, in its transaction, never in an event."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Connection, bindparam, insert, select, update

from engine import tables as t
from engine.rows.kept import Entry, Kept
from engine.workflows.pasien import Pasien
from schemas.commands.pasien import Identitas, PasienDaftarkan, UbahIdentitas
from schemas.message import Command
from schemas.names import KeadaanPasien

IDENTITAS: Final = tuple(Identitas.model_fields)
"""The columns of the identity."""
_UBAH: Final = (
    update(t.pasien)
    .where(t.pasien.c.id == bindparam("b_id"))
    .values({name: bindparam(f"n_{name}") for name in IDENTITAS})
)


def record_of(row: Sequence[Any]) -> Pasien:
    """A record from its row, columns in the order of Pasien's fields."""
    plain = Pasien(*row)
    return plain._replace(keadaan=KeadaanPasien(plain.keadaan))


def _identity(command: Command) -> dict[str, Any]:
    if not isinstance(command, PasienDaftarkan):
        raise TypeError("pasien baru tanpa pendaftaran")
    return command.identitas.model_dump()


def _beside(connection: Connection, entries: Sequence[Entry]) -> None:
    """Changed identities: the former one is laid by, the new one takes its place."""
    changed = [entry for entry in entries if isinstance(entry.command, UbahIdentitas)]
    for entry in changed:
        former = connection.execute(
            select(*(t.pasien.c[name] for name in IDENTITAS)).where(t.pasien.c.id == entry.after.id)
        ).one()
        connection.execute(
            insert(t.identitas_lama).values(
                pasien_id=entry.after.id,
                versi=entry.after.versi,
                sampai=entry.event.terjadi_pada,
                **dict(zip(IDENTITAS, former, strict=True)),
            )
        )
        isi = entry.command.identitas.model_dump()
        connection.execute(_UBAH, {"b_id": entry.after.id} | {f"n_{name}": isi[name] for name in IDENTITAS})


KEPT = Kept(
    t.pasien,
    Pasien._fields,
    fixed={"id", "terdaftar"},
    read=record_of,
    first=_identity,
    beside=_beside,
)
"""How the present records of patients are kept."""
