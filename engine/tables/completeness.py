"""Completeness: gaps in records, and what follows from them."""

from typing import Final

from sqlalchemy import Boolean, Column, Index, Integer, LargeBinary, String, Table, Text

from engine.tables.kinds import Utc, metadata

kekurangan: Final = Table(
    "kekurangan",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("keadaan", String(20), nullable=False),
    Column("versi", Integer, nullable=False),
    Column("berkas", String(36), nullable=False),
    Column("kunjungan", String(36)),
    Column("butir", String(56), nullable=False),
    Column("penanggung_jawab", String(36), nullable=False),
    Column("penemu", String(36), nullable=False),
    Column("versi_daftar", Integer, nullable=False),
    Column("jatuh_tempo", Utc, nullable=False),
    Column("lewat", Boolean, nullable=False),
    Column("penyelesai", String(36)),
    Column("dilengkapi", Utc),
    Column("ditolak", Integer, nullable=False),
    Column("selesai", Utc),
    Column("sebab", String(24)),
    Column("sejak", Utc, nullable=False),
    Column("terakhir", Utc, nullable=False),
    Column("terdaftar", Utc, nullable=False),
    Index(None, "berkas", "keadaan"),
    Index(None, "penanggung_jawab", "keadaan", "jatuh_tempo"),
    Index(None, "keadaan", "jatuh_tempo", "id"),
    Index(None, "kunjungan"),
    comment="Gaps in records: always the sum of their ledger lines.",
)

koreksi: Final = Table(
    "koreksi",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("keadaan", String(20), nullable=False),
    Column("versi", Integer, nullable=False),
    Column("berkas", String(36), nullable=False),
    Column("kunjungan", String(36), nullable=False),
    Column("formulir", String(40), nullable=False),
    Column("sebab", String(24), nullable=False),
    Column("bebas_sampai", Utc, nullable=False),
    Column("pengaju", String(36), nullable=False),
    Column("pemutus", String(36)),
    Column("diputus", Utc),
    Column("sebab_tolak", String(24)),
    Column("sejak", Utc, nullable=False),
    Column("terakhir", Utc, nullable=False),
    Column("terdaftar", Utc, nullable=False),
    Index(None, "keadaan", "terdaftar", "id"),
    Index(None, "berkas", "terdaftar"),
    comment="Corrections of electronic records: always the sum of their ledger lines.",
)

lapor_elektronik: Final = Table(
    "lapor_elektronik",
    metadata,
    Column("command_id", String(36), primary_key=True),
    Column("sidik", LargeBinary(32), nullable=False),
    Column("pada", Utc, nullable=False),
    Column("jawaban", Text),
    comment="What an EMR's calls said (a fingerprint) and were answered, by their key: sent again, answered alike.",
)
