"""Notices: what people were told, how it left the application, and who is asked above them."""

from typing import Final

from sqlalchemy import JSON, Boolean, Column, Index, Integer, LargeBinary, String, Table

from engine.tables.kinds import Utc, metadata

pemberitahuan: Final = Table(
    "pemberitahuan",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("aturan", String(24), nullable=False),
    Column("subjek", String(36), nullable=False),
    Column("petugas", String(36), nullable=False),
    Column("periode", String(20), nullable=False),
    Column("isi", JSON, nullable=False),
    Column("mendesak", Boolean, nullable=False),
    Column("dibuat", Utc, nullable=False),
    Column("dibaca", Utc),
    Index(None, "aturan", "subjek", "petugas", "periode", unique=True),
    Index(None, "petugas", "dibuat"),
    Index(None, "dibuat"),
    comment="Everybody's inbox: numbers, no name. A rule tells a person of a subject once in a period.",
)

kiriman: Final = Table(
    "kiriman",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("pemberitahuan", String(36), nullable=False),
    Column("kanal", String(12), nullable=False),
    Column("petugas", String(36), nullable=False),
    Column("keadaan", String(12), nullable=False),
    Column("kali", Integer, nullable=False),
    Column("galat", String(32)),
    Column("dibuat", Utc, nullable=False),
    Column("berikut", Utc, nullable=False),
    Column("terakhir", Utc),
    Index(None, "pemberitahuan", "kanal", unique=True),
    Index(None, "keadaan", "berikut", "id"),
    Index(None, "petugas", "keadaan"),
    comment="What leaves the application: each notice once by each way, with its tries. Its id is its key outside.",
)

jabatan: Final = Table(
    "jabatan",
    metadata,
    Column("jabatan", String(16), primary_key=True),
    Column("unit", String(16), primary_key=True),
    Column("petugas", String(36), primary_key=True),
    comment="Who was appointed head of a unit, or to the medical committee (unit `*`): whom overdue things reach.",
)

rahasia: Final = Table(
    "rahasia",
    metadata,
    Column("nama", String(24), primary_key=True),
    Column("nilai", LargeBinary(32), nullable=False),
    Column("dibuat", Utc, nullable=False),
    comment="Keys of our own making: what signs the links in notices.",
)
