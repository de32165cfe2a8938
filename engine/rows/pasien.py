"""The patients' records, each with who they are: written from the command, in its transaction, never in an event."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Connection, bindparam, insert, select, update

from engine import tables as t
from engine.kiup.nama import kata, kunci_alamat
from engine.rows import kata as kata_nama
from engine.rows.kept import Entry, Kept
from engine.workflows.pasien import Pasien
from schemas.commands.pasien import Identitas, PasienDaftarkan, UbahIdentitas
from schemas.message import Command
from schemas.names import KeadaanPasien

IDENTITAS: Final = tuple(Identitas.model_fields)
"""The columns of the identity."""
_ISI: Final = (*IDENTITAS, "kunci_alamat")
_UBAH: Final = (
    update(t.pasien).where(t.pasien.c.id == bindparam("b_id")).values({name: bindparam(f"n_{name}") for name in _ISI})
)


def record_of(row: Sequence[Any]) -> Pasien:
    """A record from its row, columns in the order of Pasien's fields."""
    plain = Pasien(*row)
    return plain._replace(keadaan=KeadaanPasien(plain.keadaan))


def kolom(identitas: Identitas) -> dict[str, Any]:
    """An identity as its columns, and the key its address is found by."""
    isi = {name: getattr(identitas, name) for name in IDENTITAS}
    return isi | {"kunci_alamat": kunci_alamat(identitas.alamat)}


def _identity(command: Command) -> dict[str, Any]:
    if not isinstance(command, PasienDaftarkan):
        raise TypeError("pasien baru tanpa pendaftaran")
    return kolom(command.identitas)


def _beside(connection: Connection, entries: Sequence[Entry]) -> None:
    """The words of new names; changed identities, the former of which are laid by."""
    named: list[tuple[str, str]] = []
    for entry in entries:
        if isinstance(entry.command, PasienDaftarkan):
            named.append((entry.after.id, entry.command.identitas.nama))
        elif isinstance(entry.command, UbahIdentitas):
            former = _change(connection, entry, entry.command.identitas)
            if kata(former) != kata(entry.command.identitas.nama):
                named.append((entry.after.id, entry.command.identitas.nama))
    kata_nama.tulis(connection, named)


def _change(connection: Connection, entry: Entry, identitas: Identitas) -> str:
    """Lay the former identity by and put the new one in its place. Answers the former name."""
    query = select(*(t.pasien.c[name] for name in IDENTITAS)).where(t.pasien.c.id == entry.after.id)
    former = connection.execute(query).mappings().one()
    kept = {"pasien_id": entry.after.id, "versi": entry.event.versi, "sampai": entry.event.dicatat_pada}
    connection.execute(insert(t.identitas_lama).values(kept | dict(former)))
    connection.execute(_UBAH, {"b_id": entry.after.id} | {f"n_{name}": isi for name, isi in kolom(identitas).items()})
    nama: str = former["nama"]
    return nama


KEPT = Kept(
    t.pasien,
    Pasien._fields,
    fixed={"id", "terdaftar"},
    read=record_of,
    first=_identity,
    beside=_beside,
)
"""How the present records of patients are kept."""
