"""patients and requests."""

import sqlalchemy as sa
from alembic import op

from engine.tables import Utc

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

PASIEN_DICARI = (
    "nik",
    "paspor",
    "nomor_jkn",
    "nomor_keluarga",
    "tanggal_lahir",
    "telepon",
    "kunci_alamat",
    "digabung_ke",
)


def upgrade() -> None:
    op.create_table(
        "permintaan",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("keadaan", sa.String(length=20), nullable=False),
        sa.Column("versi", sa.Integer(), nullable=False),
        sa.Column("berkas", sa.String(length=36), nullable=False),
        sa.Column("unit", sa.String(length=16), nullable=False),
        sa.Column("kunjungan", sa.String(length=36), nullable=True),
        sa.Column("dibutuhkan_pada", Utc(), nullable=False),
        sa.Column("asal", sa.String(length=16), nullable=False),
        sa.Column("layanan", sa.String(length=16), nullable=True),
        sa.Column("keadaan_awal", sa.String(length=16), nullable=False),
        sa.Column("sasaran", Utc(), nullable=True),
        sa.Column("berlaku_sampai", Utc(), nullable=False),
        sa.Column("pencari", sa.String(length=36), nullable=True),
        sa.Column("dikirim", Utc(), nullable=True),
        sa.Column("diterima", Utc(), nullable=True),
        sa.Column("selesai", Utc(), nullable=True),
        sa.Column("sebab", sa.String(length=24), nullable=True),
        sa.Column("sejak", Utc(), nullable=False),
        sa.Column("terakhir", Utc(), nullable=False),
        sa.Column("terdaftar", Utc(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_permintaan")),
        comment="Requests for folders: always the sum of their ledger lines.",
    )
    with op.batch_alter_table("permintaan", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_permintaan_berkas_keadaan_dibutuhkan_pada"),
            ["berkas", "keadaan", "dibutuhkan_pada"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_permintaan_keadaan_unit_dibutuhkan_pada"),
            ["keadaan", "unit", "dibutuhkan_pada"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_permintaan_kunjungan"), ["kunjungan"], unique=False)
        batch_op.create_index(batch_op.f("ix_permintaan_terdaftar_id"), ["terdaftar", "id"], unique=False)

    op.create_table(
        "pasien",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("keadaan", sa.String(length=20), nullable=False),
        sa.Column("versi", sa.Integer(), nullable=False),
        sa.Column("dikenal", sa.Boolean(), nullable=False),
        sa.Column("digabung_ke", sa.String(length=36), nullable=True),
        sa.Column("sejak", Utc(), nullable=False),
        sa.Column("terakhir", Utc(), nullable=False),
        sa.Column("terdaftar", Utc(), nullable=False),
        sa.Column("nama", sa.String(length=120), nullable=False),
        sa.Column("gelar", sa.String(length=80), nullable=True),
        sa.Column("sebutan", sa.String(length=4), nullable=True),
        sa.Column(
            "nik", sa.String(length=24).with_variant(sa.String(length=24, collation="C"), "postgresql"), nullable=True
        ),
        sa.Column("paspor", sa.String(length=20), nullable=True),
        sa.Column("nomor_jkn", sa.String(length=24), nullable=True),
        sa.Column("nomor_keluarga", sa.String(length=24), nullable=True),
        sa.Column("tempat_lahir", sa.String(length=80), nullable=True),
        sa.Column("tanggal_lahir", sa.Date(), nullable=True),
        sa.Column("lahir_perkiraan", sa.Boolean(), nullable=False),
        sa.Column("jenis_kelamin", sa.String(length=16), nullable=False),
        sa.Column("alamat", sa.String(length=200), nullable=True),
        sa.Column("kelurahan", sa.String(length=80), nullable=True),
        sa.Column("kecamatan", sa.String(length=80), nullable=True),
        sa.Column("kabupaten", sa.String(length=80), nullable=True),
        sa.Column("telepon", sa.String(length=20), nullable=True),
        sa.Column("nama_ibu", sa.String(length=80), nullable=True),
        sa.Column("penanggung_jawab", sa.String(length=80), nullable=True),
        sa.Column("hubungan", sa.String(length=16), nullable=True),
        sa.Column(
            "kunci_alamat",
            sa.String(length=120).with_variant(sa.String(length=120, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pasien")),
        comment="The master patient index (KIUP): who each patient is. Personal data stands here and in no event.",
    )
    with op.batch_alter_table("pasien", schema=None) as batch_op:
        for column in PASIEN_DICARI:
            batch_op.create_index(batch_op.f(f"ix_pasien_{column}"), [column], unique=False)

    op.create_table(
        "identitas_lama",
        sa.Column("pasien_id", sa.String(length=36), nullable=False),
        sa.Column("versi", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sampai", Utc(), nullable=False),
        sa.Column("nama", sa.String(length=120), nullable=False),
        sa.Column("gelar", sa.String(length=80), nullable=True),
        sa.Column("sebutan", sa.String(length=4), nullable=True),
        sa.Column(
            "nik", sa.String(length=24).with_variant(sa.String(length=24, collation="C"), "postgresql"), nullable=True
        ),
        sa.Column("paspor", sa.String(length=20), nullable=True),
        sa.Column("nomor_jkn", sa.String(length=24), nullable=True),
        sa.Column("nomor_keluarga", sa.String(length=24), nullable=True),
        sa.Column("tempat_lahir", sa.String(length=80), nullable=True),
        sa.Column("tanggal_lahir", sa.Date(), nullable=True),
        sa.Column("lahir_perkiraan", sa.Boolean(), nullable=False),
        sa.Column("jenis_kelamin", sa.String(length=16), nullable=False),
        sa.Column("alamat", sa.String(length=200), nullable=True),
        sa.Column("kelurahan", sa.String(length=80), nullable=True),
        sa.Column("kecamatan", sa.String(length=80), nullable=True),
        sa.Column("kabupaten", sa.String(length=80), nullable=True),
        sa.Column("telepon", sa.String(length=20), nullable=True),
        sa.Column("nama_ibu", sa.String(length=80), nullable=True),
        sa.Column("penanggung_jawab", sa.String(length=80), nullable=True),
        sa.Column("hubungan", sa.String(length=16), nullable=True),
        sa.PrimaryKeyConstraint("pasien_id", "versi", name=op.f("pk_identitas_lama")),
        comment="What an identity was before the change of that version: a former name still finds its patient.",
    )
    op.create_table(
        "pasien_kata",
        sa.Column(
            "kunci",
            sa.String(length=50).with_variant(sa.String(length=50, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("pasien_id", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("kunci", "pasien_id", name=op.f("pk_pasien_kata")),
        sqlite_with_rowid=False,
        comment="Each word of each name a patient bears or bore, and each pair of its words: "
        "one look-up, few candidates.",
    )
    op.create_table(
        "kata_nama",
        sa.Column(
            "kata", sa.String(length=24).with_variant(sa.String(length=24, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("jumlah", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kata", name=op.f("pk_kata_nama")),
        sqlite_with_rowid=False,
        comment="Every word found in names, and in how many of them.",
    )
    op.create_table(
        "kata_mirip",
        sa.Column(
            "kunci",
            sa.String(length=26).with_variant(sa.String(length=26, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "kata", sa.String(length=24).with_variant(sa.String(length=24, collation="C"), "postgresql"), nullable=False
        ),
        sa.PrimaryKeyConstraint("kunci", "kata", name=op.f("pk_kata_mirip")),
        sqlite_with_rowid=False,
        comment="What finds a word that was written otherwise: its consonants, and itself with one letter left out.",
    )


def downgrade() -> None:
    op.drop_table("kata_mirip")
    op.drop_table("kata_nama")
    op.drop_table("pasien_kata")
    op.drop_table("identitas_lama")
    with op.batch_alter_table("pasien", schema=None) as batch_op:
        for column in PASIEN_DICARI:
            batch_op.drop_index(batch_op.f(f"ix_pasien_{column}"))

    op.drop_table("pasien")
    op.drop_table("permintaan")
