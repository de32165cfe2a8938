"""The electronic records of a patient."""

from sqlalchemy import Connection, select

from engine import rows
from engine import tables as t
from engine.views.pasien import serumpun
from engine.workflows.berkas import Berkas, hidup
from schemas.names import Pembawa


def milik_pasien(connection: Connection, pasien: str) -> list[Berkas]:
    """Those that live on, of this patient and whoever was merged into them, the oldest first."""
    c = t.berkas.c
    mine = c.pasien.in_(serumpun(connection, pasien))
    query = select(c.id).where(mine, c.pembawa == Pembawa.ELEKTRONIK).order_by(c.terdaftar, c.id)
    ids = list(connection.execute(query).scalars())
    found: dict[str, Berkas] = rows.records(connection, "berkas", ids)
    return [found[id_] for id_ in ids if hidup(found[id_])]
