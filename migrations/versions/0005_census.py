"""The census: what it counts, its editions, and the codes of visits."""

import sqlalchemy as sa
from alembic import op

from engine.tables import Utc

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sensus",
        sa.Column("kunjungan", sa.String(length=36), nullable=False),
        sa.Column("urut", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("unit", sa.String(length=16), nullable=False),
        sa.Column("kelas", sa.String(length=16), nullable=False),
        sa.Column("bayi", sa.Integer(), nullable=False),
        sa.Column("mulai", sa.String(length=19), nullable=False),
        sa.Column("hari_mulai", sa.String(length=10), nullable=False),
        sa.Column("macam_masuk", sa.String(length=20), nullable=False),
        sa.Column("dalam_masuk", sa.Integer(), nullable=False),
        sa.Column("seq_mulai", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sampai", sa.String(length=19), nullable=True),
        sa.Column("hari_sampai", sa.String(length=10), nullable=True),
        sa.Column("macam_keluar", sa.String(length=20), nullable=True),
        sa.Column("dalam_keluar", sa.Integer(), nullable=False),
        sa.Column("seq_sampai", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("masuk_rs", sa.String(length=19), nullable=False),
        sa.Column("hari_masuk_rs", sa.String(length=10), nullable=False),
        sa.Column("dokter", sa.String(length=36), nullable=False),
        sa.Column("cara_bayar", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("kunjungan", "urut", name=op.f("pk_sensus")),
        comment="A projection: the stays of inpatients, one a ward and class. Instants UTC, days are census days.",
    )
    with op.batch_alter_table("sensus", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sensus_hari_mulai_unit"), ["hari_mulai", "unit"], unique=False)
        batch_op.create_index(batch_op.f("ix_sensus_hari_sampai_unit"), ["hari_sampai", "unit"], unique=False)
        batch_op.create_index(batch_op.f("ix_sensus_unit_hari_sampai"), ["unit", "hari_sampai"], unique=False)
    op.create_table(
        "sensus_kunjungan",
        sa.Column("kunjungan", sa.String(length=36), nullable=False),
        sa.Column("jenis", sa.String(length=16), nullable=False),
        sa.Column("unit", sa.String(length=16), nullable=False),
        sa.Column("dokter", sa.String(length=36), nullable=False),
        sa.Column("hari", sa.String(length=10), nullable=False),
        sa.Column("mulai", sa.String(length=19), nullable=False),
        sa.Column("kunjungan_baru", sa.Integer(), nullable=False),
        sa.Column("kasus_baru", sa.Integer(), nullable=True),
        sa.Column("cara_bayar", sa.String(length=40), nullable=False),
        sa.Column("asal_pasien", sa.String(length=20), nullable=False),
        sa.Column("surat_rujukan", sa.Integer(), nullable=False),
        sa.Column("cara_keluar", sa.String(length=24), nullable=False),
        sa.Column("seq_mulai", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("seq_sampai", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("kunjungan", name=op.f("pk_sensus_kunjungan")),
        comment="The same: visits to clinics and the emergency unit, as their census counts them.",
    )
    with op.batch_alter_table("sensus_kunjungan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sensus_kunjungan_hari_unit"), ["hari", "unit"], unique=False)
        batch_op.create_index(batch_op.f("ix_sensus_kunjungan_unit_hari"), ["unit", "hari"], unique=False)
    op.create_table(
        "sensus_hari",
        sa.Column("hari", sa.String(length=10), nullable=False),
        sa.Column("unit", sa.String(length=16), nullable=False),
        sa.Column("kelas", sa.String(length=16), nullable=False),
        sa.Column("bayi", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("macam", sa.String(length=20), nullable=False),
        sa.Column("jumlah", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("hari", "unit", "kelas", "bayi", "macam", name=op.f("pk_sensus_hari")),
        comment="The same: what flowed in and out on each day; who is there is the sum of all before.",
    )
    op.create_table(
        "sensus_bulan",
        sa.Column("bulan", sa.String(length=7), nullable=False),
        sa.Column("unit", sa.String(length=16), nullable=False),
        sa.Column("kelas", sa.String(length=16), nullable=False),
        sa.Column("bayi", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("macam", sa.String(length=20), nullable=False),
        sa.Column("jumlah", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("bulan", "unit", "kelas", "bayi", "macam", name=op.f("pk_sensus_bulan")),
        comment="The same by month. `netto`: in less out; `bobot`: the same times the day of the month.",
    )
    op.create_table(
        "sensus_kisah",
        sa.Column("kunjungan", sa.String(length=36), nullable=False),
        sa.Column("isi", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("kunjungan", name=op.f("pk_sensus_kisah")),
        comment="The same: what the ledger tells of each visit, as far as it is counted. All rows are made of it.",
    )
    op.create_table(
        "sensus_ubah",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("hari", sa.String(length=10), nullable=False),
        sa.Column("unit", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("seq", "hari", "unit", name=op.f("pk_sensus_ubah")),
        comment="The same: which ledger line changed the numbers of which day and unit.",
    )
    with op.batch_alter_table("sensus_ubah", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sensus_ubah_unit_hari_seq"), ["unit", "hari", "seq"], unique=False)
    op.create_table(
        "sensus_dasar",
        sa.Column("nama", sa.String(length=16), nullable=False),
        sa.Column("nilai", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("nama", name=op.f("pk_sensus_dasar")),
        comment="The same: the zone and the rules it was made with. With others it is made again.",
    )

    # editions
    op.create_table(
        "sensus_penutupan",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("keadaan", sa.String(length=20), nullable=False),
        sa.Column("versi", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(length=16), nullable=False),
        sa.Column("hari", sa.String(length=10), nullable=False),
        sa.Column("layanan", sa.String(length=16), nullable=False),
        sa.Column("edisi", sa.Integer(), nullable=False),
        sa.Column("sampai_seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("susulan", sa.Boolean(), nullable=False),
        sa.Column("penanda", sa.String(length=36), nullable=True),
        sa.Column("terbit", Utc(), nullable=False),
        sa.Column("sejak", Utc(), nullable=False),
        sa.Column("terakhir", Utc(), nullable=False),
        sa.Column("terdaftar", Utc(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sensus_penutupan")),
        comment="Where the census of each unit and day stands, closed or signed: always the sum of its ledger lines.",
    )
    with op.batch_alter_table("sensus_penutupan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sensus_penutupan_hari_unit"), ["hari", "unit"], unique=False)
        batch_op.create_index(batch_op.f("ix_sensus_penutupan_unit_hari"), ["unit", "hari"], unique=False)
        batch_op.create_index(batch_op.f("ix_sensus_penutupan_keadaan_hari"), ["keadaan", "hari"], unique=False)
    op.create_table(
        "sensus_edisi",
        sa.Column("sensus", sa.String(length=36), nullable=False),
        sa.Column("edisi", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("unit", sa.String(length=16), nullable=False),
        sa.Column("hari", sa.String(length=10), nullable=False),
        sa.Column("sampai_seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sel", sa.JSON(), nullable=False),
        sa.Column("beda", sa.JSON(), nullable=False),
        sa.Column("penyebab", sa.JSON(), nullable=False),
        sa.Column("terbit", Utc(), nullable=False),
        sa.Column("penanda", sa.String(length=36), nullable=True),
        sa.Column("ditandatangani", Utc(), nullable=True),
        sa.PrimaryKeyConstraint("sensus", "edisi", name=op.f("pk_sensus_edisi")),
        comment="Every edition of a closed census as its ledger line tells it, and who signed it. None is overwritten.",
    )
    with op.batch_alter_table("sensus_edisi", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sensus_edisi_hari_unit"), ["hari", "unit"], unique=False)

    # the codes of visits
    op.create_table(
        "kunjungan_kode",
        sa.Column("kunjungan", sa.String(length=36), nullable=False),
        sa.Column("urutan", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kode", sa.String(length=12), nullable=False),
        sa.Column("kasus_baru", sa.Boolean(), nullable=True),
        sa.Column("pelaku", sa.String(length=36), nullable=False),
        sa.Column("pada", Utc(), nullable=False),
        sa.PrimaryKeyConstraint("kunjungan", "urutan", name=op.f("pk_kunjungan_kode")),
        comment="Diagnoses of visits by code, the main one first. Personal data: it lives only here.",
    )
    with op.batch_alter_table("kunjungan_kode", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_kunjungan_kode_kode"), ["kode"], unique=False)


def downgrade() -> None:
    for table in (
        "kunjungan_kode",
        "sensus_edisi",
        "sensus_penutupan",
        "sensus_dasar",
        "sensus_ubah",
        "sensus_kisah",
        "sensus_bulan",
        "sensus_hari",
        "sensus_kunjungan",
        "sensus",
    ):
        op.drop_table(table)
