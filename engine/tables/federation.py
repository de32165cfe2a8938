"""Between facilities: hubs and peers, their public keys, what goes out, what comes in, and what was not believed."""

from typing import Final

from sqlalchemy import JSON, BigInteger, Boolean, Column, Index, Integer, LargeBinary, String, Table, Text

from engine.tables.kinds import Utc, metadata

_SEQ: Final = BigInteger().with_variant(Integer, "sqlite")

# ── the core: hubs, peers, lanes ────────────────────────────────────────────────────────────────────

fed_hub: Final = Table(
    "fed_hub",
    metadata,
    Column("kode", String(16), primary_key=True),
    Column("url", String(255), nullable=False),
    Column("ca", Text, nullable=False),
    Column("akar", String(64), nullable=False),
    Column("aktif", Boolean, nullable=False),
    Column("sejak", Utc, nullable=False),
    Column("versi", Integer, nullable=False),
    Column("direktori", LargeBinary, nullable=False),
    Column("tanda", LargeBinary(64), nullable=False),
    Column("diperbarui", Utc, nullable=False),
    Column("tersambung", Utc),
    comment="Hubs this facility joined: where, by which certificate, and the newest directory its root signed.",
)

sekutu: Final = Table(
    "sekutu",
    metadata,
    Column("kode", String(16), primary_key=True),
    Column("hub", String(16), nullable=False),
    Column("nama", Text, nullable=False),
    Column("jenis", String(20), nullable=False),
    Column("tingkat", Integer, nullable=False),
    Column("induk", String(16)),
    Column("aktif", Boolean, nullable=False),
    Index(None, "hub"),
    comment="The facilities of the newest directories: whom one may write to, and over which hub.",
)

sekutu_kunci: Final = Table(
    "sekutu_kunci",
    metadata,
    Column("hub", String(16), primary_key=True),
    Column("kid", String(32), primary_key=True),
    Column("fasyankes", String(16), nullable=False),
    Column("guna", String(8), nullable=False),
    Column("kunci", LargeBinary(32), nullable=False),
    Column("mulai", Utc, nullable=False),
    Column("sampai", Utc, nullable=False),
    Column("dicabut", Utc),
    Index(None, "hub", "fasyankes", "guna"),
    comment="Public keys of the newest directories: `tanda` proves who wrote, `sandi` seals to whom it is for.",
)

fed_jalur: Final = Table(
    "fed_jalur",
    metadata,
    Column("jalur", String(64), primary_key=True),
    Column("arah", String(8), nullable=False),
    Column("asal", String(16), nullable=False),
    Column("macam", String(8), nullable=False),
    Column("tujuan", String(16), nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("seq", _SEQ, nullable=False),
    Column("di_hub", _SEQ, nullable=False),
    Column("diterima", _SEQ, nullable=False),
    Column("minta_dari", _SEQ),
    Column("diminta", Utc),
    Column("diulang", _SEQ),
    Column("id_terakhir", String(36)),
    Column("keadaan", String(12), nullable=False),
    Column("sejak", Utc, nullable=False),
    Column("terakhir", Utc),
    Column("tanda", Utc),
    Index(None, "arah", "asal"),
    comment="Lanes. Out: numbered to, held by the hub to, received to. In: taken to (`seq`), and what is missing.",
)

fed_keluar: Final = Table(
    "fed_keluar",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("jalur", String(64), nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("seq", _SEQ, nullable=False),
    Column("jenis", String(64), nullable=False),
    Column("isi", LargeBinary),
    Column("sampai", Utc),
    Column("dibuat", Utc, nullable=False),
    Column("di_hub", Utc),
    Column("diterima", Utc),
    Index(None, "jalur", "epoch", "seq", unique=True),
    comment="What goes out, gapless a lane and epoch. Its content may be personal; forgotten after receipts.",
)

fed_masuk: Final = Table(
    "fed_masuk",
    metadata,
    Column("urut", _SEQ, primary_key=True, autoincrement=True),
    Column("asal", String(16), nullable=False),
    Column("id", String(36), nullable=False),
    Column("jalur", String(64), nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("seq", _SEQ, nullable=False),
    Column("jenis", String(64), nullable=False),
    Column("isi", LargeBinary),
    Column("waktu", Utc, nullable=False),
    Column("sampai", Utc),
    Column("masuk", Utc, nullable=False),
    Column("keadaan", String(12), nullable=False),
    Column("sebab", String(48)),
    Column("kali", Integer, nullable=False),
    Column("diproses", Utc),
    Index(None, "asal", "id", unique=True),
    Index(None, "keadaan", "urut"),
    Index(None, "jalur", "epoch", "seq"),
    comment="What came in, believed, in order, each once. Its content may be personal; later forgotten.",
)

fed_galat: Final = Table(
    "fed_galat",
    metadata,
    Column("sidik", String(64), primary_key=True),
    Column("hub", String(16), nullable=False),
    Column("jalur", String(128), nullable=False),
    Column("sebab", String(32), nullable=False),
    Column("kepala", JSON, nullable=False),
    Column("badan", LargeBinary),
    Column("kali", Integer, nullable=False),
    Column("pertama", Utc, nullable=False),
    Column("terakhir", Utc, nullable=False),
    Column("selesai", Utc),
    Index(None, "selesai", "terakhir"),
    comment="What was not believed or not taken, as it came: an alarm until somebody has looked.",
)
