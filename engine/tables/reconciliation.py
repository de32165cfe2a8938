"""What was said of exceptions between visits and folders."""

from typing import Final

from sqlalchemy import Column, Index, Integer, String, Table

from engine.tables.kinds import Utc, metadata

selisih: Final = Table(
    "selisih",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("keadaan", String(20), nullable=False),
    Column("versi", Integer, nullable=False),
    Column("macam", String(20), nullable=False),
    Column("berkas", String(36)),
    Column("kunjungan", String(36)),
    Column("unit", String(16), nullable=False),
    Column("awal", Utc, nullable=False),
    Column("penjelasan", String(24)),
    Column("penjelas", String(36)),
    Column("sejak", Utc, nullable=False),
    Column("terakhir", Utc, nullable=False),
    Column("terdaftar", Utc, nullable=False),
    Index(None, "keadaan", "sejak", "id"),
    Index(None, "berkas"),
    Index(None, "kunjungan"),
    comment="Exceptions between visits and folders that somebody explained: always the sum of their ledger lines.",
)
