"""What the reports of completeness are made of: the projection `analisis`, one row a return, a visit, a count."""

from typing import Final

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table, Text

from engine.tables.kinds import metadata

_SEQ: Final = BigInteger().with_variant(Integer, "sqlite")

analisis: Final = Table(
    "analisis",
    metadata,
    Column("berkas", String(36), primary_key=True),
    Column("versi", Integer, primary_key=True, autoincrement=False),
    Column("seq", _SEQ, nullable=False),
    Column("kembali", String(10), nullable=False),
    Column("tepat", Integer),
    Column("asal", String(16), nullable=False),
    Column("kunjungan", String(36)),
    Column("unit", String(16), nullable=False),
    Column("dokter", String(36), nullable=False),
    Column("jenis", String(16), nullable=False),
    Column("putusan", String(16), nullable=False),
    Column("putusan_versi", Integer, nullable=False),
    Column("putusan_seq", _SEQ, nullable=False),
    Column("tanggal", String(10), nullable=False),
    Column("susunan", String(16), nullable=False),
    Column("kurang", Text, nullable=False),
    Column("jatuh_tempo", String(19)),
    Column("lewat_seq", _SEQ, nullable=False),
    Column("selesai", String(19)),
    Column("selesai_versi", Integer, nullable=False),
    Column("selesai_seq", _SEQ, nullable=False),
    Index(None, "tanggal", "berkas", "versi"),
    Index(None, "kembali", "berkas", "versi"),
    Index(None, "dokter", "tanggal", "berkas", "versi"),
    comment="A projection: each return of a folder, and the first verdict on it. Days are the facility's.",
)

analisis_kunjungan: Final = Table(
    "analisis_kunjungan",
    metadata,
    Column("kunjungan", String(36), primary_key=True),
    Column("unit", String(16), nullable=False),
    Column("dokter", String(36), nullable=False),
    Column("jenis", String(16), nullable=False),
    Column("selesai", String(10), nullable=False),
    Column("selesai_seq", _SEQ, nullable=False),
    Column("wajib", Integer, nullable=False),
    Column("tepat", Integer),
    Column("terisi_seq", _SEQ, nullable=False),
    Column("diperiksa", Integer, nullable=False),
    Index(None, "selesai", "kunjungan"),
    comment="The same: each visit, as far as the filling in of its records goes.",
)

analisis_berkas: Final = Table(
    "analisis_berkas",
    metadata,
    Column("berkas", String(36), primary_key=True),
    Column("unit", String(16), nullable=False),
    Column("kembali_sebelum", String(19)),
    Column("melengkapi", Integer, nullable=False),
    Column("usai", Integer, nullable=False),
    comment="The same: what each folder's next return is judged by.",
)

analisis_terbuka: Final = Table(
    "analisis_terbuka",
    metadata,
    Column("kekurangan", String(36), primary_key=True),
    Column("berkas", String(36), nullable=False),
    Column("butir", String(56), nullable=False),
    Index(None, "berkas"),
    comment="The same: the gaps that are open.",
)

analisis_susunan: Final = Table(
    "analisis_susunan",
    metadata,
    Column("susunan", String(16), primary_key=True),
    Column("formulir", Text, nullable=False),
    comment="The same: the sets of forms that were examined together.",
)

analisis_hitungan: Final = Table(
    "analisis_hitungan",
    metadata,
    Column("bulan", String(7), primary_key=True),
    Column("macam", String(20), primary_key=True),
    Column("unit", String(16), primary_key=True),
    Column("dokter", String(36), primary_key=True),
    Column("jenis", String(16), primary_key=True),
    Column("rinci", String(56), primary_key=True),
    Column("jumlah", Integer, nullable=False),
    comment="The same: how many rows there are of each kind, by month, unit, doctor, kind of visit and detail.",
)
