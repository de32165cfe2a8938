"""The ledger, what is answered from it, and what is made of it."""

from typing import Final

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from engine.tables.kinds import Utc, metadata

jejak: Final = Table(
    "jejak",
    metadata,
    Column("seq", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("perintah_id", String(36), nullable=False, unique=True),
    Column("sidik", LargeBinary(32), nullable=False),
    Column("jenis", String(48), nullable=False),
    Column("subjek", String(36), nullable=False),
    Column("versi", Integer, nullable=False),
    Column("terjadi_pada", Utc, nullable=False),
    Column("dicatat_pada", Utc, nullable=False),
    Column("pelaku", String(36), nullable=False),
    Column("cara", String(8), nullable=False),
    Column("di", String(16)),
    Column("selisih_jam", Integer),
    Column("data", Text, nullable=False),
    Column("hash", LargeBinary(32), nullable=False),
    UniqueConstraint("subjek", "versi"),
    comment="The ledger: outbox, audit trail and history. Append-only; `seq` is gapless; `hash` chains the lines.",
)

penolakan: Final = Table(
    "penolakan",
    metadata,
    Column("perintah_id", String(36), primary_key=True),
    Column("sidik", LargeBinary(32), nullable=False),
    Column("jenis", String(48), nullable=False),
    Column("subjek", String(36), nullable=False),
    Column("pelaku", String(36), nullable=False),
    Column("dicatat_pada", Utc, nullable=False),
    Column("kode", String(32), nullable=False),
    Column("field", String(32)),
    Column("nilai", JSON, nullable=False),
    comment="Refusals given: the same question gets the same no. Append-only.",
)

perlu_dicek: Final = Table(
    "perlu_dicek",
    metadata,
    Column("seq", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("berkas_id", String(36), nullable=False),
    Column("alasan", String(32), nullable=False),
    Column("selesai_seq", BigInteger().with_variant(Integer, "sqlite")),
    Index(None, "selesai_seq", "seq"),
    comment="Ledger lines a supervisor must look at; settled by a later line.",
)

tenggat: Final = Table(
    "tenggat",
    metadata,
    Column("subjek", String(36), primary_key=True),
    Column("jenis", String(24), primary_key=True),
    Column("jatuh_tempo", Utc, nullable=False),
    Column("versi", Integer, nullable=False),
    Index(None, "jatuh_tempo", "subjek", "jenis"),
    sqlite_with_rowid=False,
    comment="Deadlines that run: always the fold of the ledger. `versi` is the fact since which one runs so.",
)

kursor: Final = Table(
    "kursor",
    metadata,
    Column("nama", String(32), primary_key=True),
    Column("seq", BigInteger().with_variant(Integer, "sqlite"), nullable=False),
    Column("hash", LargeBinary(32), nullable=False),
    Column("diperbarui", Utc, nullable=False),
    comment="How far each projection has got: the ledger position and that line's hash, written with its effect.",
)

surat_mati: Final = Table(
    "surat_mati",
    metadata,
    Column("nama", String(32), primary_key=True),
    Column("seq", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("asal", String(8), primary_key=True),
    Column("jenis", String(48), nullable=False),
    Column("galat", String(64), nullable=False),
    Column("percobaan", Integer, nullable=False),
    Column("pertama", Utc, nullable=False),
    Column("terakhir", Utc, nullable=False),
    Column("selesai", Utc),
    Index(None, "selesai"),
    comment="What a projection could not apply, by place: `buku` a ledger line, `aliran` a message that is none.",
)

rekap_gerak: Final = Table(
    "rekap_gerak",
    metadata,
    Column("tanggal", String(10), primary_key=True),
    Column("unit", String(16), primary_key=True),
    Column("jenis", String(48), primary_key=True),
    Column("jumlah", Integer, nullable=False),
    Column("seq_awal", BigInteger().with_variant(Integer, "sqlite"), nullable=False),
    Column("seq_akhir", BigInteger().with_variant(Integer, "sqlite"), nullable=False),
    comment="A projection: facts a day (on the facility's clock), place and kind; between which positions.",
)

siaran: Final = Table(
    "siaran",
    metadata,
    Column("fasyankes", String(32), primary_key=True),
    Column("epoch", Integer, nullable=False),
    comment="The highest epoch of the stream ever made: a number never comes back, though NATS lost everything.",
)

kebijakan_diterapkan: Final = Table(
    "kebijakan_diterapkan",
    metadata,
    Column("nomor", Integer, primary_key=True, autoincrement=False),
    Column("sidik", String(64), nullable=False),
    Column("isi", Text, nullable=False),
    Column("pada", Utc, nullable=False),
    Column("pelaku", String(36), nullable=False),
    Column("kursor", String(60), nullable=False),
    Column("jumlah", Integer, nullable=False),
    Column("diperiksa", Integer, nullable=False),
    Column("diubah", Integer, nullable=False),
    Column("putaran", Integer, nullable=False),
    Column("selesai", Utc),
    comment="Policies of deadlines the facility adopted, each with how far what ran was reckoned anew.",
)
