"""Every table, typed. `migrations/` must agree with this file; a test compares them.

Times are UTC: timestamptz on PostgreSQL, fixed-width RFC 3339 text on SQLite (sorts as it reads).
"""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    types,
)

metadata: Final = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


@lru_cache(maxsize=4096)
def _text(value: datetime | None) -> str | None:
    """Fixed width, so that text order is time order. Remembered: one batch writes the same instant many times over."""
    return value.astimezone(UTC).isoformat(timespec="microseconds") if value else None


def _read_text(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value) if value else None


def _read_utc(value: datetime | None) -> datetime | None:
    return value.astimezone(UTC) if value else None


class Utc(types.TypeDecorator[datetime]):
    """An aware instant, stored in UTC: text on SQLite, which has no type for time.

    The processors are ours rather than `process_bind_param`: half of what the hot path converts is a time.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> types.TypeEngine[Any]:
        """Text on SQLite."""
        return String(32) if dialect.name == "sqlite" else DateTime(timezone=True)

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any] | None:
        """To the driver."""
        return _text if dialect.name == "sqlite" else None

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any] | None:
        """From the driver: always aware, always UTC."""
        del coltype
        return _read_text if dialect.name == "sqlite" else _read_utc


fasyankes: Final = Table(
    "fasyankes",
    metadata,
    Column("kode", String(32), primary_key=True),
    Column("nama", Text, nullable=False),
    Column("zona", String(32), nullable=False),
    Column("dibuat", Utc, nullable=False),
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

rak: Final = Table(
    "rak",
    metadata,
    Column("kode", String(16), primary_key=True),
    Column("nama", Text, nullable=False),
    Column("urutan", Integer, nullable=False, default=0),
    Column("unit", String(16), nullable=False, default="RM"),
    comment="The racks, in the order people walk them; `unit`: whose room they stand in.",
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
    Column("rumah", String(16)),
    UniqueConstraint("kunci", "pembawa"),
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
    Column("jenis", String(16), primary_key=True),
    Column("jatuh_tempo", Utc, nullable=False),
    Column("versi", Integer, nullable=False),
    Index(None, "jatuh_tempo", "subjek", "jenis"),
    sqlite_with_rowid=False,
    comment="Deadlines that run: always the fold of the ledger. `versi` is the fact since which one runs so.",
)

hitungan: Final = Table(
    "hitungan",
    metadata,
    Column("keadaan", String(20), primary_key=True),
    Column("unit", String(16), primary_key=True),
    Column("jumlah", Integer, nullable=False),
    comment="How many records are in each state at each place (where carried: by destination). Sum of `berkas`.",
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

permintaan: Final = Table(
    "permintaan",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("keadaan", String(20), nullable=False),
    Column("versi", Integer, nullable=False),
    Column("berkas", String(36), nullable=False),
    Column("unit", String(16), nullable=False),
    Column("kunjungan", String(36)),
    Column("dibutuhkan_pada", Utc, nullable=False),
    Column("asal", String(16), nullable=False),
    Column("layanan", String(16)),
    Column("keadaan_awal", String(16), nullable=False),
    Column("sasaran", Utc),
    Column("berlaku_sampai", Utc, nullable=False),
    Column("pencari", String(36)),
    Column("dikirim", Utc),
    Column("diterima", Utc),
    Column("selesai", Utc),
    Column("sebab", String(24)),
    Column("sejak", Utc, nullable=False),
    Column("terakhir", Utc, nullable=False),
    Column("terdaftar", Utc, nullable=False),
    Index(None, "berkas", "keadaan", "dibutuhkan_pada"),
    Index(None, "keadaan", "unit", "dibutuhkan_pada"),
    Index(None, "kunjungan"),
    Index(None, "terdaftar", "id"),
    comment="Requests for folders: always the sum of their ledger lines.",
)


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

pencarian: Final = Table(
    "pencarian",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("keadaan", String(20), nullable=False),
    Column("versi", Integer, nullable=False),
    Column("berkas", String(36), nullable=False),
    Column("sebab", String(20), nullable=False),
    Column("diperiksa", Integer, nullable=False),
    Column("unit_klaim", String(16)),
    Column("pengklaim", String(36)),
    Column("diklaim_pada", Utc),
    Column("klaim_ditolak", Integer, nullable=False),
    Column("letak_temuan", String(41)),
    Column("urutan_temuan", Integer),
    Column("sebab_henti", String(20)),
    Column("pemutus", String(36)),
    Column("sejak", Utc, nullable=False),
    Column("terakhir", Utc, nullable=False),
    Column("terdaftar", Utc, nullable=False),
    Index(None, "berkas", "terdaftar"),
    Index(None, "keadaan", "terdaftar", "id"),
    comment="Searches for missing folders: always the sum of their ledger lines.",
)

pencarian_letak: Final = Table(
    "pencarian_letak",
    metadata,
    Column("pencarian", String(36), primary_key=True),
    Column("letak", String(41), primary_key=True),
    Column("hasil", String(16), nullable=False),
    Column("pelaku", String(36), nullable=False),
    Column("pada", Utc, nullable=False),
    Column("versi", Integer, nullable=False),
    comment="Where each search has looked: the last word on each place. The sum of the ledger lines that tell it.",
)

kunjungan: Final = Table(
    "kunjungan",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("keadaan", String(20), nullable=False),
    Column("versi", Integer, nullable=False),
    Column("pasien", String(36), nullable=False),
    Column("jenis", String(16), nullable=False),
    Column("unit", String(16), nullable=False),
    Column("tanggal", String(10), nullable=False),
    Column("antrean", Integer),
    Column("kunjungan_baru", Boolean, nullable=False),
    Column("kasus_baru", Boolean),
    Column("cara_bayar", String(24), nullable=False),
    Column("asal_pasien", String(24), nullable=False),
    Column("surat_rujukan", Boolean, nullable=False),
    Column("nomor_rujukan", String(40)),
    Column("dokter", String(36)),
    Column("asal", String(36)),
    Column("kelas", String(16)),
    Column("tempat_tidur", String(16)),
    Column("masuk", Utc, nullable=False),
    Column("dilayani", Utc),
    Column("keluar", Utc),
    Column("cara_keluar", String(24)),
    Column("meninggal_pada", Utc),
    Column("semula", String(20)),
    Column("sejak", Utc, nullable=False),
    Column("terakhir", Utc, nullable=False),
    Column("terdaftar", Utc, nullable=False),
    Index(None, "pasien", "terdaftar"),
    Index(None, "tanggal", "unit", "antrean"),
    Index(None, "tempat_tidur", "keadaan"),
    Index(None, "asal"),
    Index(None, "jenis", "keadaan", "unit"),
    comment="Visits: always the sum of their ledger lines. `nomor_rujukan` lives only here.",
)

kamar: Final = Table(
    "kamar",
    metadata,
    Column("kode", String(16), primary_key=True),
    Column("nama", Text, nullable=False),
    Column("unit", String(16), nullable=False),
    Column("kelas", String(16), nullable=False),
    Column("aktif", Boolean, nullable=False, default=True),
    Index(None, "unit"),
    comment="Rooms of the wards, as they are now.",
)

tempat_tidur: Final = Table(
    "tempat_tidur",
    metadata,
    Column("kode", String(16), primary_key=True),
    Column("mulai", Utc, primary_key=True),
    Column("sampai", Utc),
    Column("kamar", String(16), nullable=False),
    Column("unit", String(16), nullable=False),
    Column("kelas", String(16), nullable=False),
    Index(None, "sampai", "unit"),
    comment="Beds, each with the times it counted in this room, ward and class: a change ends a row and begins one.",
)

stasiun_cetak: Final = Table(
    "stasiun_cetak",
    metadata,
    Column("kode", String(36), primary_key=True),
    Column("nama", Text, nullable=False),
    Column("kunci", String(60), nullable=False, unique=True),
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

peminjaman: Final = Table(
    "peminjaman",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("keadaan", String(20), nullable=False),
    Column("versi", Integer, nullable=False),
    Column("berkas", String(36), nullable=False),
    Column("peminjam", String(36)),
    Column("pihak", String(16)),
    Column("unit", String(16)),
    Column("keperluan", String(16), nullable=False),
    Column("jatuh_tempo", Utc, nullable=False),
    Column("izin_sampai", Utc),
    Column("pengaju", String(36), nullable=False),
    Column("pemutus", String(36)),
    Column("perpanjangan", Integer, nullable=False),
    Column("diserahkan", Utc),
    Column("dikembalikan", Utc),
    Column("sejak", Utc, nullable=False),
    Column("terakhir", Utc, nullable=False),
    Column("terdaftar", Utc, nullable=False),
    Column("nama_peminjam", Text),
    Column("telepon_peminjam", String(32)),
    Index(None, "berkas", "terdaftar"),
    Index(None, "keadaan", "terdaftar", "id"),
    Index(None, "peminjam", "keadaan"),
    Index(None, "pengaju", "keadaan"),
    comment="Loans: the sum of their ledger lines, and an outside borrower's name, which lives only here.",
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
    Column("rumah_inap", String(16)),
    Column("kursor", String(36)),
    Column("diperbarui", Utc, nullable=False),
    comment="One row: how folders stand on the shelves. `kursor`: how far `berkas.urutan` was made again.",
)
