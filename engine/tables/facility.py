"""The facility, its units and its staff."""

from typing import Final

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
)

from engine.tables.kinds import Utc, metadata

fasyankes: Final = Table(
    "fasyankes",
    metadata,
    Column("kode", String(32), primary_key=True),
    Column("nama", Text, nullable=False),
    Column("zona", String(32), nullable=False),
    Column("dibuat", Utc, nullable=False),
    Column("jenis", String(20), nullable=False, server_default="puskesmas"),
    Column("induk", String(16)),
    comment="The facility this database belongs to: one row.",
)

unit: Final = Table(
    "unit",
    metadata,
    Column("kode", String(16), primary_key=True),
    Column("nama", Text, nullable=False),
    Column("jenis", String(16), nullable=False),
    Column("aktif", Boolean, nullable=False, default=True),
    Column("urutan", Integer, nullable=False, default=0),
    Column("telepon", String(32)),
)

petugas: Final = Table(
    "petugas",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("nama_pengguna", String(64), nullable=False, unique=True),
    Column("nama", Text, nullable=False),
    Column("peran", JSON, nullable=False),
    Column("unit", JSON, nullable=False),
    Column("sandi", Text),
    Column("kartu", String(16), unique=True),
    Column("aktif", Boolean, nullable=False, default=True),
    Column("harus_ganti_sandi", Boolean, nullable=False, default=False),
    Column("dibuat", Utc, nullable=False),
    Column("surel", String(254)),
    Column("telepon", String(32)),
    Column("kanal", JSON),
    Column("tenang_mulai", String(5)),
    Column("tenang_sampai", String(5)),
    comment="Staff accounts, and the accounts of devices and imports.",
)

sesi: Final = Table(
    "sesi",
    metadata,
    Column("sidik", LargeBinary(32), primary_key=True),
    Column("petugas_id", ForeignKey("petugas.id"), nullable=False),
    Column("csrf", String(64), nullable=False),
    Column("dibuat", Utc, nullable=False),
    Column("terakhir", Utc, nullable=False),
    Column("terkunci", Boolean, nullable=False, default=False),
    Index(None, "petugas_id"),
    comment="Logged-in browsers; the cookie's SHA-256, never the cookie.",
)

token: Final = Table(
    "token",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("petugas_id", ForeignKey("petugas.id"), nullable=False),
    Column("nama", Text, nullable=False),
    Column("sidik", LargeBinary(32), nullable=False, unique=True),
    Column("cakupan", JSON, nullable=False),
    Column("dibuat", Utc, nullable=False),
    Column("terakhir", Utc),
    Column("dicabut", Utc),
    comment="API tokens of devices: hashed, scoped, revocable.",
)
