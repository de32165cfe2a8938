"""Beyond the own ledger: what others said they have free, whose referrals wait, and what goes to SISRUTE. Copies."""

from typing import Final

from sqlalchemy import JSON, BigInteger, Boolean, Column, Index, Integer, String, Table

from engine.tables.kinds import Utc, metadata

_SEQ: Final = BigInteger().with_variant(Integer, "sqlite")

fed_tempat_tidur: Final = Table(
    "fed_tempat_tidur",
    metadata,
    Column("fasyankes", String(16), primary_key=True),
    Column("urut", _SEQ, nullable=False),
    Column("pada", Utc, nullable=False),
    Column("diterima", Utc, nullable=False),
    Column("sampai", Utc),
    Column("isi", JSON, nullable=False),
    comment="The newest figure of free beds of each hospital: as of when by its clock, and when it came.",
)

rujukan_pantau: Final = Table(
    "rujukan_pantau",
    metadata,
    Column("rujukan", String(36), primary_key=True),
    Column("versi", Integer, nullable=False),
    Column("perujuk", String(16), nullable=False),
    Column("tujuan", String(16), nullable=False),
    Column("darurat", Boolean, nullable=False),
    Column("keadaan", String(20), nullable=False),
    Column("dikirim", Utc, nullable=False),
    Column("jawab_sebelum", Utc),
    Column("dijawab", Utc),
    Column("tiba", Utc),
    Column("dibalas", Utc),
    Column("tingkat", Integer, nullable=False),
    Column("diterima", Utc, nullable=False),
    Column("naik_versi", Integer),
    Index(None, "dijawab", "dikirim"),
    Index(None, "dikirim"),
    comment="Referrals of the facilities below, for their Dinkes: who sent it where, when, and how it stands. "
    "No patient.",
)

sisrute_kiriman: Final = Table(
    "sisrute_kiriman",
    metadata,
    Column("rujukan", String(36), primary_key=True),
    Column("langkah", String(8), primary_key=True),
    Column("keadaan", String(12), nullable=False),
    Column("kali", Integer, nullable=False),
    Column("berikut", Utc, nullable=False),
    Column("nomor", String(40)),
    Column("galat", String(32)),
    Column("dibuat", Utc, nullable=False),
    Column("terakhir", Utc),
    Index(None, "keadaan", "berikut"),
    comment="What goes to SISRUTE of each referral sent, with its tries and the number SISRUTE gave.",
)
