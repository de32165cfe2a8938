"""What an office does of its own about referrals nobody answers: after a while it tells the office above it."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, and_, or_, select, update

from engine import tables as t
from engine.aturan_rujukan import AturanRujukan
from engine.federasi.keluar import titip
from engine.rows.pantau_rujukan import kantor_di_atas, surat_pantau
from engine.views.pantau_rujukan import batas
from schemas.federasi.pantau import RujukanPantau
from schemas.names import KeadaanRujukan

_c = t.rujukan_pantau.c
_ISI: Final = tuple(name for name in RujukanPantau.model_fields if name != "tingkat")


def naikkan(connection: Connection, pada: datetime, aturan: AturanRujukan) -> int:
    """Pass on what has waited too long, and what became of it later; how many. Needs a writing transaction."""
    limits = batas(connection, aturan)
    if limits is None:
        return 0
    waits = and_(_c.naik_versi.is_(None), _c.keadaan == KeadaanRujukan.DIKIRIM, _c.jawab_sebelum < pada)
    query = select(t.rujukan_pantau).where(or_(waits, _c.naik_versi < _c.versi))
    late = [
        row
        for row in connection.execute(query.order_by(_c.rujukan)).mappings()
        if row["naik_versi"] is not None or limits.atas(row["jawab_sebelum"], darurat=row["darurat"]) <= pada
    ]
    above = kantor_di_atas(connection) if late else []
    if not above:
        return 0
    told = [_isi(row) for row in late]
    titip(connection, [surat_pantau(isi, kantor) for kantor in above for isi in told], pada=pada)
    ids = [isi.rujukan for isi in told]
    connection.execute(update(t.rujukan_pantau).where(_c.rujukan.in_(ids)).values(naik_versi=_c.versi))
    return len(told)


def _isi(row: Any) -> RujukanPantau:  # noqa: ANN401 - a row of the table
    return RujukanPantau(**{name: row[name] for name in _ISI}, tingkat=min(max(row["tingkat"], 1) + 1, 3))
