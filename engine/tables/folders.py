"""Folders: their present state, their numbers, their racks, their paper."""

from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from engine.tables.kinds import Utc, metadata

rak: Final = Table(
    "rak",
    metadata,
    Column("kode", String(16), primary_key=True),
    Column("nama", Text, nullable=False),
    Column("urutan", Integer, nullable=False, default=0),
    Column("unit", String(16), nullable=False, default="RM"),
    comment="The racks, in the order people walk them; `unit`: whose room they stand in.",
)

berkas: Final = Table(
    "berkas",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("nomor", String(24), nullable=False),
    Column("kunci", String(24), nullable=False),
    Column("pembawa", String(16), nullable=False),
    Column("keadaan", String(20), nullable=False),
    Column("versi", Integer, nullable=False),
    Column("lokasi", String(16)),
    Column("tujuan", String(16)),
    Column("pemegang", String(36)),
    Column("asal", String(20)),
    Column("pengusul", String(36)),
    Column("penanggung_jawab", String(36)),
    Column("kembali_sebelum", Utc),
    Column("kembali_lewat", Boolean, nullable=False),
    Column("jatuh_tempo", Utc),
    Column("tempo_lewat", Boolean, nullable=False),
    Column("ditahan", Boolean, nullable=False),
    Column("digabung_ke", String(36)),
    Column("sejak", Utc, nullable=False),
    Column("terakhir", Utc, nullable=False),
    Column("terdaftar", Utc, nullable=False),
    Column("pelaku_terakhir", String(36)),
    Column("pasien", String(36)),
    Column("urutan", String(64).with_variant(String(64, collation="C"), "postgresql")),
    Column("rumah", String(16), nullable=False),
    UniqueConstraint("kunci", "pembawa", "rumah"),
    Index(None, "keadaan", "lokasi", "sejak", "id"),  # `id`: folders taken in at one instant are not sorted for a page
    Index(None, "keadaan", "tujuan"),
    Index(None, "pemegang"),
    Index(None, "pasien"),
    Index(None, "rumah", "urutan"),
    comment="The present state of each record: always the sum of its ledger lines. `nomor` lives only here.",
)

nomor_akhiran: Final = Table(
    "nomor_akhiran",
    metadata,
    Column("akhiran", String(24).with_variant(String(24, collation="C"), "postgresql"), primary_key=True),
    Column("berkas_id", String(36), primary_key=True),
    sqlite_with_rowid=False,
    comment="Every suffix of every record number: any part of a number is found in one index look-up.",
)

hitungan: Final = Table(
    "hitungan",
    metadata,
    Column("keadaan", String(20), primary_key=True),
    Column("unit", String(16), primary_key=True),
    Column("jumlah", Integer, nullable=False),
    comment="How many records are in each state at each place (where carried: by destination). Sum of `berkas`.",
)

stasiun_cetak: Final = Table(
    "stasiun_cetak",
    metadata,
    Column("kode", String(36), primary_key=True),
    Column("nama", Text, nullable=False),
    Column("kunci", String(60), nullable=False, unique=True),
    Column("unit", String(16)),
    Column("mulai", BigInteger().with_variant(Integer, "sqlite"), nullable=False),
    Column("seq", BigInteger().with_variant(Integer, "sqlite"), nullable=False),
    Column("dibuat", Utc, nullable=False),
    Column("terakhir", Utc, nullable=False),
    comment="Places that print slips by themselves, and up to which line of the ledger each has made its jobs.",
)

antrean_cetak: Final = Table(
    "antrean_cetak",
    metadata,
    Column("stasiun", String(36), primary_key=True),
    Column("seq", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("berkas", String(36), nullable=False),
    Column("keadaan", String(12), nullable=False),
    Column("kali", Integer, nullable=False),
    Column("diperbarui", Utc, nullable=False),
    Index(None, "stasiun", "keadaan", "seq"),
    comment="Slips a station has to print: one a ledger line, kept until it is printed and a while longer.",
)

ruas: Final = Table(
    "ruas",
    metadata,
    Column("rak", String(16), primary_key=True),
    Column("nomor", Integer, primary_key=True, autoincrement=False),
    Column("kapasitas", Integer, nullable=False),
    Column("dari", String(24), nullable=False),
    Column("urutan", String(64).with_variant(String(64, collation="C"), "postgresql"), nullable=False),
    comment="The sections of each rack: how many folders fit, and the number each begins with in shelf order.",
)

penomoran: Final = Table(
    "penomoran",
    metadata,
    Column("berlaku", String(10), primary_key=True),
    Column("skema", String(12), nullable=False),
    Column("kelompok", String(16), nullable=False),
    Column("anggota", Integer, nullable=False),
    Column("mulai", BigInteger),
    Column("berikut", BigInteger),
    Column("dibuat", Utc),
    Column("pelaku", String(36)),
    comment="Numbering schemes by the day each begins; `berikut` counts up in the commit that gives a number.",
)

penjajaran: Final = Table(
    "penjajaran",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("sistem", String(12), nullable=False),
    Column("kelompok", String(16), nullable=False),
    Column("anggota", Integer, nullable=False),
    Column("kursor", String(36)),
    Column("diperbarui", Utc, nullable=False),
    comment="One row: how folders stand on the shelves. `kursor`: how far `berkas.urutan` was made again.",
)

penyimpanan: Final = Table(
    "penyimpanan",
    metadata,
    Column("berlaku", String(10), primary_key=True),
    Column("inap", String(16)),
    Column("darurat", String(16)),
    Column("dibuat", Utc, nullable=False),
    Column("pelaku", String(36), nullable=False),
    comment="Where inpatient and emergency folders live, by the day each plan begins; nothing: in the record room.",
)
