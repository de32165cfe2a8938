"""Weekly surveillance: alerts, outbreak reports and their chains, weekly reports and what was typed for them."""

import sqlalchemy as sa
from alembic import op

from engine.tables import Utc

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sinyal",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("keadaan", sa.String(length=20), nullable=False),
        sa.Column("versi", sa.Integer(), nullable=False),
        sa.Column("fasyankes", sa.String(length=32), nullable=False),
        sa.Column("penyakit", sa.String(length=16), nullable=False),
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column("minggu", sa.Integer(), nullable=False),
        sa.Column("dasar", sa.String(length=12), nullable=False),
        sa.Column("kriteria", sa.String(length=24), nullable=False),
        sa.Column("kasus", sa.Integer(), nullable=False),
        sa.Column("sebelum", sa.Integer(), nullable=True),
        sa.Column("kabar", sa.Boolean(), nullable=False),
        sa.Column("alasan_bukan", sa.String(length=32), nullable=True),
        sa.Column("pemutus", sa.String(length=36), nullable=True),
        sa.Column("verifikasi_sebelum", Utc(), nullable=False),
        sa.Column("lewat", sa.Boolean(), nullable=False),
        sa.Column("sejak", Utc(), nullable=False),
        sa.Column("terakhir", Utc(), nullable=False),
        sa.Column("terdaftar", Utc(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sinyal")),
        comment="Alerts: the sum of their ledger lines.",
    )
    with op.batch_alter_table("sinyal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sinyal_keadaan_terdaftar"), ["keadaan", "terdaftar"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_sinyal_tahun_minggu_fasyankes"), ["tahun", "minggu", "fasyankes"], unique=False
        )

    op.create_table(
        "w1",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("keadaan", sa.String(length=20), nullable=False),
        sa.Column("versi", sa.Integer(), nullable=False),
        sa.Column("pelapor", sa.String(length=32), nullable=False),
        sa.Column("pengirim", sa.String(length=32), nullable=True),
        sa.Column("tujuan", sa.String(length=32), nullable=True),
        sa.Column("penyakit", sa.String(length=16), nullable=False),
        sa.Column("diketahui", Utc(), nullable=False),
        sa.Column("mulai", sa.String(length=10), nullable=False),
        sa.Column("bawah", sa.Integer(), nullable=False),
        sa.Column("atas", sa.Integer(), nullable=False),
        sa.Column("mati", sa.Integer(), nullable=False),
        sa.Column("kriteria", sa.String(length=24), nullable=False),
        sa.Column("langkah", sa.String(length=160), nullable=False),
        sa.Column("sinyal", sa.String(length=36), nullable=True),
        sa.Column("penyata", sa.String(length=32), nullable=True),
        sa.Column("kirim_sebelum", Utc(), nullable=True),
        sa.Column("tanda_sebelum", Utc(), nullable=True),
        sa.Column("tanda_pada", Utc(), nullable=True),
        sa.Column("dikirim", Utc(), nullable=True),
        sa.Column("lewat_kirim", sa.Boolean(), nullable=False),
        sa.Column("lewat_tanda", sa.Boolean(), nullable=False),
        sa.Column("alasan_tutup", sa.String(length=16), nullable=True),
        sa.Column("sejak", Utc(), nullable=False),
        sa.Column("terakhir", Utc(), nullable=False),
        sa.Column("terdaftar", Utc(), nullable=False),
        sa.Column("desa", sa.String(length=60), nullable=True),
        sa.Column("kecamatan", sa.String(length=60), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_w1")),
        comment="Outbreak reports at this level: the sum of their ledger lines, and the place, which lives only here.",
    )
    with op.batch_alter_table("w1", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_w1_keadaan_terdaftar"), ["keadaan", "terdaftar"], unique=False)

    op.create_table(
        "w1_rantai",
        sa.Column("w1", sa.String(length=36), nullable=False),
        sa.Column("fasyankes", sa.String(length=32), nullable=False),
        sa.Column("tahap", sa.String(length=12), nullable=False),
        sa.Column("pada", Utc(), nullable=False),
        sa.Column("diketahui", Utc(), nullable=False),
        sa.PrimaryKeyConstraint("w1", "fasyankes", "tahap", name=op.f("pk_w1_rantai")),
        comment="What each level did with an outbreak report: when by its own clock, and when we learned of it.",
    )
    op.create_table(
        "w2",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("keadaan", sa.String(length=20), nullable=False),
        sa.Column("versi", sa.Integer(), nullable=False),
        sa.Column("fasyankes", sa.String(length=32), nullable=False),
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column("minggu", sa.Integer(), nullable=False),
        sa.Column("masuk", sa.Boolean(), nullable=False),
        sa.Column("edisi", sa.Integer(), nullable=False),
        sa.Column("terkirim", sa.Integer(), nullable=False),
        sa.Column("bertanda", sa.Integer(), nullable=False),
        sa.Column("kunjungan", sa.Integer(), nullable=False),
        sa.Column("lapor", sa.Integer(), nullable=False),
        sa.Column("wajib", sa.Integer(), nullable=False),
        sa.Column("tujuan", sa.String(length=32), nullable=True),
        sa.Column("pemeriksa", sa.String(length=36), nullable=True),
        sa.Column("kirim_sebelum", Utc(), nullable=True),
        sa.Column("dikirim", Utc(), nullable=True),
        sa.Column("lewat", sa.Boolean(), nullable=False),
        sa.Column("sejak", Utc(), nullable=False),
        sa.Column("terakhir", Utc(), nullable=False),
        sa.Column("terdaftar", Utc(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_w2")),
        comment="Weekly reports, our own and those received: the sum of their ledger lines.",
    )
    with op.batch_alter_table("w2", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_w2_tahun_minggu_fasyankes"), ["tahun", "minggu", "fasyankes"], unique=False
        )

    op.create_table(
        "w2_isian",
        sa.Column("w2", sa.String(length=36), nullable=False),
        sa.Column("kode", sa.String(length=16), nullable=False),
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column("minggu", sa.Integer(), nullable=False),
        sa.Column("bawah", sa.Integer(), nullable=False),
        sa.Column("atas", sa.Integer(), nullable=False),
        sa.Column("mati", sa.Integer(), nullable=False),
        sa.Column("cara_hitung", sa.String(length=12), nullable=False),
        sa.Column("pelaku", sa.String(length=36), nullable=False),
        sa.Column("pada", Utc(), nullable=False),
        sa.PrimaryKeyConstraint("w2", "kode", name=op.f("pk_w2_isian")),
        comment="Counts that were typed for a week; code X is all visits.",
    )
    with op.batch_alter_table("w2_isian", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_w2_isian_tahun_minggu"), ["tahun", "minggu"], unique=False)

    op.create_table(
        "w2_sel",
        sa.Column("w2", sa.String(length=36), nullable=False),
        sa.Column("kode", sa.String(length=16), nullable=False),
        sa.Column("bawah", sa.Integer(), nullable=False),
        sa.Column("atas", sa.Integer(), nullable=False),
        sa.Column("mati", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("w2", "kode", name=op.f("pk_w2_sel")),
        comment="The cells of the newest edition of each weekly report; a disease that is not there is zero.",
    )


def downgrade() -> None:
    op.drop_table("w2_sel")
    with op.batch_alter_table("w2_isian", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_w2_isian_tahun_minggu"))

    op.drop_table("w2_isian")
    with op.batch_alter_table("w2", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_w2_tahun_minggu_fasyankes"))

    op.drop_table("w2")
    op.drop_table("w1_rantai")
    with op.batch_alter_table("w1", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_w1_keadaan_terdaftar"))

    op.drop_table("w1")
    with op.batch_alter_table("sinyal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sinyal_tahun_minggu_fasyankes"))
        batch_op.drop_index(batch_op.f("ix_sinyal_keadaan_terdaftar"))

    op.drop_table("sinyal")
