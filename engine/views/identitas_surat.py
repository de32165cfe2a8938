"""Who a patient is, as a letter of referral says it."""

from sqlalchemy import Connection, select

from engine import tables as t
from schemas.commands.surat import IdentitasSurat


def identitas_surat(connection: Connection, pasien: str) -> IdentitasSurat | None:
    """As the index has it now; the record number is that of their first folder. None for somebody unknown to it."""
    row = connection.execute(select(t.pasien).where(t.pasien.c.id == pasien)).mappings().first()
    if row is None:
        return None
    number = select(t.berkas.c.nomor).where(t.berkas.c.pasien == pasien).order_by(t.berkas.c.terdaftar, t.berkas.c.id)
    place = [row[name] for name in ("alamat", "kelurahan", "kecamatan", "kabupaten") if row[name]]
    same = {name: row[name] for name in IdentitasSurat.model_fields if name not in {"alamat", "nomor_rm"}}
    rm = connection.execute(number.limit(1)).scalar()
    return IdentitasSurat(**same, alamat=", ".join(place) or None, nomor_rm=rm)
