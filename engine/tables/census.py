"""The census: the projection `sensus`, its editions, and the codes of visits."""

from typing import Final

from sqlalchemy import JSON, BigInteger, Boolean, Column, Index, Integer, String, Table, Text

from engine.tables.kinds import Utc, metadata

_SEQ: Final = BigInteger().with_variant(Integer, "sqlite")

# ── the projection ──────────────────────────────────────────────────────────────────────────────────

sensus: Final = Table(
    "sensus",
    metadata,
    Column("kunjungan", String(36), primary_key=True),
    Column("urut", Integer, primary_key=True, autoincrement=False),
    Column("unit", String(16), nullable=False),
    Column("kelas", String(16), nullable=False),
    Column("bayi", Integer, nullable=False),
    Column("mulai", String(19), nullable=False),
    Column("hari_mulai", String(10), nullable=False),
    Column("macam_masuk", String(20), nullable=False),
    Column("dalam_masuk", Integer, nullable=False),
    Column("seq_mulai", _SEQ, nullable=False),
    Column("sampai", String(19)),
    Column("hari_sampai", String(10)),
    Column("macam_keluar", String(20)),
    Column("dalam_keluar", Integer, nullable=False),
    Column("seq_sampai", _SEQ, nullable=False),
    Column("masuk_rs", String(19), nullable=False),
    Column("hari_masuk_rs", String(10), nullable=False),
    Column("dokter", String(36), nullable=False),
    Column("cara_bayar", String(40), nullable=False),
    Index(None, "hari_mulai", "unit"),
    Index(None, "hari_sampai", "unit"),
    Index(None, "unit", "hari_sampai"),
    comment="A projection: the stays of inpatients, one a ward and class. Instants UTC, days are census days.",
)

sensus_kunjungan: Final = Table(
    "sensus_kunjungan",
    metadata,
    Column("kunjungan", String(36), primary_key=True),
    Column("jenis", String(16), nullable=False),
    Column("unit", String(16), nullable=False),
    Column("dokter", String(36), nullable=False),
    Column("hari", String(10), nullable=False),
    Column("mulai", String(19), nullable=False),
    Column("kunjungan_baru", Integer, nullable=False),
    Column("kasus_baru", Integer),
    Column("cara_bayar", String(40), nullable=False),
    Column("asal_pasien", String(20), nullable=False),
    Column("surat_rujukan", Integer, nullable=False),
    Column("cara_keluar", String(24), nullable=False),
    Column("seq_mulai", _SEQ, nullable=False),
    Column("seq_sampai", _SEQ, nullable=False),
    Index(None, "hari", "unit"),
    Index(None, "unit", "hari"),
    comment="The same: visits to clinics and the emergency unit, as their census counts them.",
)

sensus_hari: Final = Table(
    "sensus_hari",
    metadata,
    Column("hari", String(10), primary_key=True),
    Column("unit", String(16), primary_key=True),
    Column("kelas", String(16), primary_key=True),
    Column("bayi", Integer, primary_key=True, autoincrement=False),
    Column("macam", String(20), primary_key=True),
    Column("jumlah", Integer, nullable=False),
    comment="The same: what flowed in and out on each day; who is there is the sum of all before.",
)

sensus_bulan: Final = Table(
    "sensus_bulan",
    metadata,
    Column("bulan", String(7), primary_key=True),
    Column("unit", String(16), primary_key=True),
    Column("kelas", String(16), primary_key=True),
    Column("bayi", Integer, primary_key=True, autoincrement=False),
    Column("macam", String(20), primary_key=True),
    Column("jumlah", Integer, nullable=False),
    comment="The same by month. `netto`: in less out; `bobot`: the same times the day of the month.",
)

sensus_kisah: Final = Table(
    "sensus_kisah",
    metadata,
    Column("kunjungan", String(36), primary_key=True),
    Column("isi", Text, nullable=False),
    comment="The same: what the ledger tells of each visit, as far as it is counted. All rows are made of it.",
)

sensus_ubah: Final = Table(
    "sensus_ubah",
    metadata,
    Column("seq", _SEQ, primary_key=True, autoincrement=False),
    Column("hari", String(10), primary_key=True),
    Column("unit", String(16), primary_key=True),
    Index(None, "unit", "hari", "seq"),
    comment="The same: which ledger line changed the numbers of which day and unit.",
)

sensus_dasar: Final = Table(
    "sensus_dasar",
    metadata,
    Column("nama", String(16), primary_key=True),
    Column("nilai", String(64), nullable=False),
    comment="The same: the zone and the rules it was made with. With others it is made again.",
)

# ── editions (the workflow `sensus`) ────────────────────────────────────────────────────────────────

sensus_penutupan: Final = Table(
    "sensus_penutupan",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("keadaan", String(20), nullable=False),
    Column("versi", Integer, nullable=False),
    Column("unit", String(16), nullable=False),
    Column("hari", String(10), nullable=False),
    Column("layanan", String(16), nullable=False),
    Column("edisi", Integer, nullable=False),
    Column("sampai_seq", _SEQ, nullable=False),
    Column("susulan", Boolean, nullable=False),
    Column("penanda", String(36)),
    Column("terbit", Utc, nullable=False),
    Column("sejak", Utc, nullable=False),
    Column("terakhir", Utc, nullable=False),
    Column("terdaftar", Utc, nullable=False),
    Index(None, "hari", "unit"),
    Index(None, "unit", "hari"),
    Index(None, "keadaan", "hari"),
    comment="Where the census of each unit and day stands, closed or signed: always the sum of its ledger lines.",
)

sensus_edisi: Final = Table(
    "sensus_edisi",
    metadata,
    Column("sensus", String(36), primary_key=True),
    Column("edisi", Integer, primary_key=True, autoincrement=False),
    Column("unit", String(16), nullable=False),
    Column("hari", String(10), nullable=False),
    Column("sampai_seq", _SEQ, nullable=False),
    Column("sel", JSON, nullable=False),
    Column("beda", JSON, nullable=False),
    Column("penyebab", JSON, nullable=False),
    Column("terbit", Utc, nullable=False),
    Column("penanda", String(36)),
    Column("ditandatangani", Utc),
    Index(None, "hari", "unit"),
    comment="Every edition of a closed census as its ledger line tells it, and who signed it. None is overwritten.",
)

# ── the codes of visits ─────────────────────────────────────────────────────────────────────────────

kunjungan_kode: Final = Table(
    "kunjungan_kode",
    metadata,
    Column("kunjungan", String(36), primary_key=True),
    Column("urutan", Integer, primary_key=True, autoincrement=False),
    Column("kode", String(12), nullable=False),
    Column("kasus_baru", Boolean),
    Column("pelaku", String(36), nullable=False),
    Column("pada", Utc, nullable=False),
    Index(None, "kode"),
    comment="Diagnoses of visits by code, the main one first. Personal data: it lives only here.",
)
