"""What the queries of the reconciliation are made of: whose a folder is, where it rests, when it left."""

from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Float,
    Select,
    Subquery,
    Table,
    and_,
    case,
    cast,
    func,
    literal,
    null,
    or_,
    select,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.expression import FunctionElement
from sqlalchemy.types import String

from engine import tables as t
from engine.views.rumpun import nomor_orang
from schemas.names import RUANG_REKAM_MEDIS, Keadaan, Pembawa

DI_RAK: Final = (Keadaan.DISIMPAN.value, Keadaan.INAKTIF.value)
_b, _k, _j = t.berkas.c, t.kunjungan.c, t.jejak.c


class Detik(FunctionElement[float]):
    """Seconds from the second instant to the first: each database has its own words for it."""

    type = Float()
    inherit_cache = True


@compiles(Detik)
def _detik(element: Detik, compiler: SQLCompiler, **kw: Any) -> str:  # noqa: ANN401 - what the compiler hands on
    later, earlier = (compiler.process(one, **kw) for one in element.clauses)
    return f"extract(epoch from ({later} - {earlier}))"


@compiles(Detik, "sqlite")
def _detik_sqlite(element: Detik, compiler: SQLCompiler, **kw: Any) -> str:  # noqa: ANN401 - the same
    later, earlier = (compiler.process(one, **kw) for one in element.clauses)
    return f"((julianday({later}) - julianday({earlier})) * 86400.0)"


def kosong(name: str) -> ColumnElement[Any]:
    """A column that says nothing of this kind."""
    return cast(null(), String(36)).label(name)


def ruang_rm() -> ColumnElement[Any]:
    """The record room owns it."""
    return literal(str(RUANG_REKAM_MEDIS)).label("unit")


TANPA_BARIS: Final = (cast(null(), BigInteger).label("baris_satu"), cast(null(), BigInteger).label("baris_dua"))


def dari_kunjungan(found: Subquery, lokasi: ColumnElement[Any]) -> Select[Any]:
    """Exceptions of a visit; its folder, where there is one, has been joined."""
    c = found.c
    return select(
        c.id.label("kunci"),
        c.masuk.label("awal"),
        c.berkas,
        c.id.label("kunjungan"),
        ruang_rm(),
        c.unit.label("di"),
        lokasi.label("lokasi"),
        kosong("lain"),
        *TANPA_BARIS,
    )


def berkas_milik(pasien: ColumnElement[Any], tabel: Table) -> Select[Any]:
    """The folders of the person of a visit."""
    own = nomor_orang(pasien, tabel)
    return select(_b.id).join_from(own, t.berkas, _b.pasien == own.c.id).correlate(tabel)


def di_unit(unit: ColumnElement[Any]) -> ColumnElement[bool]:
    """A visit in that unit. Said so that no database takes the unit for the way in: a person's visits are few."""
    return func.coalesce(_k.unit, "") == unit


def fisik() -> ColumnElement[bool]:
    """A paper folder, said in the same way."""
    return func.coalesce(_b.pembawa, "") == Pembawa.FISIK.value


def terakhir(jenis: tuple[str, ...]) -> ColumnElement[Any]:
    """When the last fact of these kinds happened to a folder; where there was none, since when it is as it is."""
    last = select(efektif(_j)).where(_j.subjek == _b.id, _j.jenis.in_(jenis)).order_by(_j.versi.desc()).limit(1)
    return func.coalesce(last.scalar_subquery(), _b.sejak, type_=_b.sejak.type)


def efektif(j: Any) -> ColumnElement[Any]:  # noqa: ANN401 - the columns of the ledger
    """When a fact happened; not after it was recorded."""
    return case((j.terjadi_pada < j.dicatat_pada, j.terjadi_pada), else_=j.dicatat_pada)


def diam(c: Any) -> ColumnElement[bool]:  # noqa: ANN401 - the columns of `berkas`, or of an alias of it
    """A folder that has rested on its shelf since before the visit began, or never moved at all."""
    return and_(c.keadaan.in_(DI_RAK), or_(c.sejak < _k.masuk, c.versi == 1))


def elektronik(c: Any) -> ColumnElement[bool]:  # noqa: ANN401 - the same
    """An electronic record in use: no folder is missed."""
    return and_(c.pembawa == Pembawa.ELEKTRONIK.value, c.keadaan != Keadaan.DIGABUNG.value)
