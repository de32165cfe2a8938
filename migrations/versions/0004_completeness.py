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

    op.create_table(
        "koreksi",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("keadaan", sa.String(length=20), nullable=False),
        sa.Column("versi", sa.Integer(), nullable=False),
        sa.Column("berkas", sa.String(length=36), nullable=False),
        sa.Column("kunjungan", sa.String(length=36), nullable=False),
        sa.Column("formulir", sa.String(length=40), nullable=False),
        sa.Column("sebab", sa.String(length=24), nullable=False),
        sa.Column("bebas_sampai", Utc(), nullable=False),
        sa.Column("pengaju", sa.String(length=36), nullable=False),
        sa.Column("pemutus", sa.String(length=36), nullable=True),
        sa.Column("diputus", Utc(), nullable=True),
        sa.Column("sebab_tolak", sa.String(length=24), nullable=True),
        sa.Column("sejak", Utc(), nullable=False),
        sa.Column("terakhir", Utc(), nullable=False),
        sa.Column("terdaftar", Utc(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_koreksi")),
        comment="Corrections of electronic records: always the sum of their ledger lines.",
    )
    with op.batch_alter_table("koreksi", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_koreksi_keadaan_terdaftar_id"), ["keadaan", "terdaftar", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_koreksi_berkas_terdaftar"), ["berkas", "terdaftar"], unique=False)

    op.create_table(
        "lapor_elektronik",
        sa.Column("command_id", sa.String(length=36), nullable=False),
        sa.Column("sidik", sa.LargeBinary(length=32), nullable=False),
        sa.Column("pada", Utc(), nullable=False),
        sa.Column("jawaban", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("command_id", name=op.f("pk_lapor_elektronik")),
        comment="What an EMR's calls said (a fingerprint) and were answered, by their key: sent again, answered alike.",
    )

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
    op.create_table(
        "kebijakan_diterapkan",
        sa.Column("nomor", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sidik", sa.String(length=64), nullable=False),
        sa.Column("isi", sa.Text(), nullable=False),
        sa.Column("pada", Utc(), nullable=False),
        sa.Column("pelaku", sa.String(length=36), nullable=False),
        sa.Column("kursor", sa.String(length=60), nullable=False),
        sa.Column("jumlah", sa.Integer(), nullable=False),
        sa.Column("diperiksa", sa.Integer(), nullable=False),
        sa.Column("diubah", sa.Integer(), nullable=False),
        sa.Column("putaran", sa.Integer(), nullable=False),
        sa.Column("selesai", Utc(), nullable=True),
        sa.PrimaryKeyConstraint("nomor", name=op.f("pk_kebijakan_diterapkan")),
        comment="Policies of deadlines the facility adopted, each with how far what ran was reckoned anew.",
    )

    # reports
    op.create_table(
        "analisis",
        sa.Column("berkas", sa.String(length=36), nullable=False),
        sa.Column("versi", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kembali", sa.String(length=10), nullable=False),
        sa.Column("tepat", sa.Integer(), nullable=True),
        sa.Column("asal", sa.String(length=16), nullable=False),
        sa.Column("kunjungan", sa.String(length=36), nullable=True),
        sa.Column("unit", sa.String(length=16), nullable=False),
        sa.Column("dokter", sa.String(length=36), nullable=False),
        sa.Column("jenis", sa.String(length=16), nullable=False),
        sa.Column("putusan", sa.String(length=16), nullable=False),
        sa.Column("putusan_versi", sa.Integer(), nullable=False),
        sa.Column("putusan_seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("tanggal", sa.String(length=10), nullable=False),
        sa.Column("susunan", sa.String(length=16), nullable=False),
        sa.Column("kurang", sa.Text(), nullable=False),
        sa.Column("jatuh_tempo", sa.String(length=19), nullable=True),
        sa.Column("lewat_seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("selesai", sa.String(length=19), nullable=True),
        sa.Column("selesai_versi", sa.Integer(), nullable=False),
        sa.Column("selesai_seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("berkas", "versi", name=op.f("pk_analisis")),
        comment="A projection: each return of a folder, and the first verdict on it. Days are the facility's.",
    )
    with op.batch_alter_table("analisis", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_analisis_dokter_tanggal_berkas_versi"),
            ["dokter", "tanggal", "berkas", "versi"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_analisis_kembali_berkas_versi"), ["kembali", "berkas", "versi"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_analisis_tanggal_berkas_versi"), ["tanggal", "berkas", "versi"], unique=False
        )
    op.create_table(
        "analisis_kunjungan",
        sa.Column("kunjungan", sa.String(length=36), nullable=False),
        sa.Column("unit", sa.String(length=16), nullable=False),
        sa.Column("dokter", sa.String(length=36), nullable=False),
        sa.Column("jenis", sa.String(length=16), nullable=False),
        sa.Column("selesai", sa.String(length=10), nullable=False),
        sa.Column("selesai_seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("wajib", sa.Integer(), nullable=False),
        sa.Column("tepat", sa.Integer(), nullable=True),
        sa.Column("terisi_seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("diperiksa", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kunjungan", name=op.f("pk_analisis_kunjungan")),
        comment="The same: each visit, as far as the filling in of its records goes.",
    )
    with op.batch_alter_table("analisis_kunjungan", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_analisis_kunjungan_selesai_kunjungan"), ["selesai", "kunjungan"], unique=False
        )
    op.create_table(
        "analisis_berkas",
        sa.Column("berkas", sa.String(length=36), nullable=False),
        sa.Column("unit", sa.String(length=16), nullable=False),
        sa.Column("kembali_sebelum", sa.String(length=19), nullable=True),
        sa.Column("melengkapi", sa.Integer(), nullable=False),
        sa.Column("usai", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("berkas", name=op.f("pk_analisis_berkas")),
        comment="The same: what each folder's next return is judged by.",
    )
    op.create_table(
        "analisis_terbuka",
        sa.Column("kekurangan", sa.String(length=36), nullable=False),
        sa.Column("berkas", sa.String(length=36), nullable=False),
        sa.Column("butir", sa.String(length=56), nullable=False),
        sa.PrimaryKeyConstraint("kekurangan", name=op.f("pk_analisis_terbuka")),
        comment="The same: the gaps that are open.",
    )
    with op.batch_alter_table("analisis_terbuka", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_analisis_terbuka_berkas"), ["berkas"], unique=False)
    op.create_table(
        "analisis_susunan",
        sa.Column("susunan", sa.String(length=16), nullable=False),
        sa.Column("formulir", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("susunan", name=op.f("pk_analisis_susunan")),
        comment="The same: the sets of forms that were examined together.",
    )
    op.create_table(
        "analisis_hitungan",
        sa.Column("bulan", sa.String(length=7), nullable=False),
        sa.Column("macam", sa.String(length=20), nullable=False),
        sa.Column("unit", sa.String(length=16), nullable=False),
        sa.Column("dokter", sa.String(length=36), nullable=False),
        sa.Column("jenis", sa.String(length=16), nullable=False),
        sa.Column("rinci", sa.String(length=56), nullable=False),
        sa.Column("jumlah", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "bulan", "macam", "unit", "dokter", "jenis", "rinci", name=op.f("pk_analisis_hitungan")
        ),
        comment="The same: how many rows there are of each kind, by month, unit, doctor, kind of visit and detail.",
    )

    op.create_table(
        "selisih",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("keadaan", sa.String(length=20), nullable=False),
        sa.Column("versi", sa.Integer(), nullable=False),
        sa.Column("macam", sa.String(length=20), nullable=False),
        sa.Column("berkas", sa.String(length=36), nullable=True),
        sa.Column("kunjungan", sa.String(length=36), nullable=True),
        sa.Column("unit", sa.String(length=16), nullable=False),
        sa.Column("awal", Utc(), nullable=False),
        sa.Column("penjelasan", sa.String(length=24), nullable=True),
        sa.Column("penjelas", sa.String(length=36), nullable=True),
        sa.Column("sejak", Utc(), nullable=False),
        sa.Column("terakhir", Utc(), nullable=False),
        sa.Column("terdaftar", Utc(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_selisih")),
        comment="Exceptions between visits and folders that somebody explained: always the sum of their ledger lines.",
    )
    with op.batch_alter_table("selisih", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_selisih_berkas"), ["berkas"], unique=False)
        batch_op.create_index(batch_op.f("ix_selisih_keadaan_sejak_id"), ["keadaan", "sejak", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_selisih_kunjungan"), ["kunjungan"], unique=False)


def downgrade() -> None:
    op.drop_table("selisih")
    op.drop_table("analisis_hitungan")
    op.drop_table("analisis_susunan")
    op.drop_table("analisis_terbuka")
    op.drop_table("analisis_berkas")
    op.drop_table("analisis_kunjungan")
    op.drop_table("analisis")
    op.drop_table("kebijakan_diterapkan")
    for table in ("rahasia", "jabatan", "kiriman", "pemberitahuan"):
        op.drop_table(table)
    for column in ("tenang_sampai", "tenang_mulai", "kanal", "telepon", "surel"):
        op.drop_column("petugas", column)
    op.drop_table("lapor_elektronik")
    op.drop_table("koreksi")
    op.drop_table("kekurangan")
