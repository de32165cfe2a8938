"""gaps in records, and what follows from them."""

import sqlalchemy as sa
from alembic import op

from engine.tables import Utc

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "kekurangan",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("keadaan", sa.String(length=20), nullable=False),
        sa.Column("versi", sa.Integer(), nullable=False),
        sa.Column("berkas", sa.String(length=36), nullable=False),
        sa.Column("kunjungan", sa.String(length=36), nullable=True),
        sa.Column("butir", sa.String(length=56), nullable=False),
        sa.Column("penanggung_jawab", sa.String(length=36), nullable=False),
        sa.Column("penemu", sa.String(length=36), nullable=False),
        sa.Column("versi_daftar", sa.Integer(), nullable=False),
        sa.Column("jatuh_tempo", Utc(), nullable=False),
        sa.Column("lewat", sa.Boolean(), nullable=False),
        sa.Column("penyelesai", sa.String(length=36), nullable=True),
        sa.Column("dilengkapi", Utc(), nullable=True),
        sa.Column("ditolak", sa.Integer(), nullable=False),
        sa.Column("selesai", Utc(), nullable=True),
        sa.Column("sebab", sa.String(length=24), nullable=True),
        sa.Column("sejak", Utc(), nullable=False),
        sa.Column("terakhir", Utc(), nullable=False),
        sa.Column("terdaftar", Utc(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kekurangan")),
        comment="Gaps in records: always the sum of their ledger lines.",
    )
    with op.batch_alter_table("kekurangan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_kekurangan_berkas_keadaan"), ["berkas", "keadaan"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_kekurangan_penanggung_jawab_keadaan_jatuh_tempo"),
            ["penanggung_jawab", "keadaan", "jatuh_tempo"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_kekurangan_keadaan_jatuh_tempo_id"), ["keadaan", "jatuh_tempo", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_kekurangan_kunjungan"), ["kunjungan"], unique=False)

    # notices
    op.add_column("petugas", sa.Column("surel", sa.String(length=254), nullable=True))
    op.add_column("petugas", sa.Column("telepon", sa.String(length=32), nullable=True))
    op.add_column("petugas", sa.Column("kanal", sa.JSON(), nullable=True))
    op.add_column("petugas", sa.Column("tenang_mulai", sa.String(length=5), nullable=True))
    op.add_column("petugas", sa.Column("tenang_sampai", sa.String(length=5), nullable=True))
    op.create_table(
        "pemberitahuan",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("aturan", sa.String(length=24), nullable=False),
        sa.Column("subjek", sa.String(length=36), nullable=False),
        sa.Column("petugas", sa.String(length=36), nullable=False),
        sa.Column("periode", sa.String(length=20), nullable=False),
        sa.Column("isi", sa.JSON(), nullable=False),
        sa.Column("mendesak", sa.Boolean(), nullable=False),
        sa.Column("dibuat", Utc(), nullable=False),
        sa.Column("dibaca", Utc(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pemberitahuan")),
        comment="Everybody's inbox: numbers, no name. A rule tells a person of a subject once in a period.",
    )
    with op.batch_alter_table("pemberitahuan", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_pemberitahuan_aturan_subjek_petugas_periode"),
            ["aturan", "subjek", "petugas", "periode"],
            unique=True,
        )
        batch_op.create_index(batch_op.f("ix_pemberitahuan_petugas_dibuat"), ["petugas", "dibuat"], unique=False)
        batch_op.create_index(batch_op.f("ix_pemberitahuan_dibuat"), ["dibuat"], unique=False)
    op.create_table(
        "kiriman",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("pemberitahuan", sa.String(length=36), nullable=False),
        sa.Column("kanal", sa.String(length=12), nullable=False),
        sa.Column("petugas", sa.String(length=36), nullable=False),
        sa.Column("keadaan", sa.String(length=12), nullable=False),
        sa.Column("kali", sa.Integer(), nullable=False),
        sa.Column("galat", sa.String(length=32), nullable=True),
        sa.Column("dibuat", Utc(), nullable=False),
        sa.Column("berikut", Utc(), nullable=False),
        sa.Column("terakhir", Utc(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kiriman")),
        comment="What leaves the application: each notice once by each way, with its tries. Its id is its key outside.",
    )
    with op.batch_alter_table("kiriman", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_kiriman_pemberitahuan_kanal"), ["pemberitahuan", "kanal"], unique=True)
        batch_op.create_index(batch_op.f("ix_kiriman_keadaan_berikut_id"), ["keadaan", "berikut", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_kiriman_petugas_keadaan"), ["petugas", "keadaan"], unique=False)
    op.create_table(
        "jabatan",
        sa.Column("jabatan", sa.String(length=16), nullable=False),
        sa.Column("unit", sa.String(length=16), nullable=False),
        sa.Column("petugas", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("jabatan", "unit", "petugas", name=op.f("pk_jabatan")),
        comment="Who was appointed head of a unit, or to the medical committee (unit `*`): whom overdue things reach.",
    )
    op.create_table(
        "rahasia",
        sa.Column("nama", sa.String(length=24), nullable=False),
        sa.Column("nilai", sa.LargeBinary(length=32), nullable=False),
        sa.Column("dibuat", Utc(), nullable=False),
        sa.PrimaryKeyConstraint("nama", name=op.f("pk_rahasia")),
        comment="Keys of our own making: what signs the links in notices.",
    )


def downgrade() -> None:
    for table in ("rahasia", "jabatan", "kiriman", "pemberitahuan"):
        op.drop_table(table)
    for column in ("tenang_sampai", "tenang_mulai", "kanal", "telepon", "surel"):
        op.drop_column("petugas", column)
    op.drop_table("kekurangan")
