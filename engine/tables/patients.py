"""Patients: the only tables that say who somebody is."""

from typing import Any, Final

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Index,
    Integer,
    String,
    Table,
    types,
)

from engine.tables.kinds import Utc, metadata


def _identitas() -> tuple[Column[Any], ...]:
    """The columns of an identity: made anew for each table that keeps one."""
    return (
        Column("nama", String(120), nullable=False),
        Column("gelar", String(80)),
        Column("sebutan", String(4)),
        Column("nik", _biner(24)),
        Column("paspor", String(20)),
        Column("nomor_jkn", String(24)),
        Column("nomor_keluarga", String(24)),
        Column("tempat_lahir", String(80)),
        Column("tanggal_lahir", Date),
        Column("lahir_perkiraan", Boolean, nullable=False),
        Column("jenis_kelamin", String(16), nullable=False),
        Column("alamat", String(200)),
        Column("kelurahan", String(80)),
        Column("kecamatan", String(80)),
        Column("kabupaten", String(80)),
        Column("telepon", String(20)),
        Column("nama_ibu", String(80)),
        Column("penanggung_jawab", String(80)),
        Column("hubungan", String(16)),
    )


def _biner(panjang: int) -> types.TypeEngine[str]:
    """Text that sorts by its bytes on both databases: what is looked up by its beginning."""
    return String(panjang).with_variant(String(panjang, collation="C"), "postgresql")


pasien: Final = Table(
    "pasien",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("keadaan", String(20), nullable=False),
    Column("versi", Integer, nullable=False),
    Column("dikenal", Boolean, nullable=False),
    Column("digabung_ke", String(36)),
    Column("sejak", Utc, nullable=False),
    Column("terakhir", Utc, nullable=False),
    Column("terdaftar", Utc, nullable=False),
    *_identitas(),
    Column("kunci_alamat", _biner(120)),
    Index(None, "nik"),
    Index(None, "paspor"),
    Index(None, "nomor_jkn"),
    Index(None, "nomor_keluarga"),
    Index(None, "tanggal_lahir"),
    Index(None, "telepon"),
    Index(None, "kunci_alamat"),
    Index(None, "digabung_ke"),
    comment="The master patient index (KIUP): who each patient is. Personal data stands here and in no event.",
)

identitas_lama: Final = Table(
    "identitas_lama",
    metadata,
    Column("pasien_id", String(36), primary_key=True),
    Column("versi", Integer, primary_key=True, autoincrement=False),
    Column("sampai", Utc, nullable=False),
    *_identitas(),
    comment="What an identity was before the change of that version: a former name still finds its patient.",
)

pasien_kata: Final = Table(
    "pasien_kata",
    metadata,
    Column("kunci", _biner(50), primary_key=True),
    Column("pasien_id", String(36), primary_key=True),
    sqlite_with_rowid=False,
    comment="Each word of each name a patient bears or bore, and each pair of its words: one look-up, few candidates.",
)

kata_nama: Final = Table(
    "kata_nama",
    metadata,
    Column("kata", _biner(24), primary_key=True),
    Column("jumlah", Integer, nullable=False),
    sqlite_with_rowid=False,
    comment="Every word found in names, and in how many of them.",
)

kata_mirip: Final = Table(
    "kata_mirip",
    metadata,
    Column("kunci", _biner(26), primary_key=True),
    Column("kata", _biner(24), primary_key=True),
    sqlite_with_rowid=False,
    comment="What finds a word that was written otherwise: its consonants, and itself with one letter left out.",
)

pasien_kembar: Final = Table(
    "pasien_kembar",
    metadata,
    Column("satu", String(36), primary_key=True),
    Column("lain", String(36), primary_key=True),
    Column("skor", Integer, nullable=False),
    Column("alasan", String(300), nullable=False),
    Column("diputus", Utc),
    Column("pelaku", String(36)),
    Index(None, "lain"),
    Index(None, "diputus", "skor"),
    comment="Pairs of entries that may be one person, the smaller id first; `diputus`: found to be two people.",
)
