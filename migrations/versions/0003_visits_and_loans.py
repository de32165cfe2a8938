"""searches, visits and beds, paper, loans, racks and numbers."""

import sqlalchemy as sa
from alembic import op

from engine.tables import Utc

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pencarian",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("keadaan", sa.String(length=20), nullable=False),
        sa.Column("versi", sa.Integer(), nullable=False),
        sa.Column("berkas", sa.String(length=36), nullable=False),
        sa.Column("sebab", sa.String(length=20), nullable=False),
        sa.Column("pemula", sa.String(length=36), nullable=False),
        sa.Column("diperiksa", sa.Integer(), nullable=False),
        sa.Column("unit_klaim", sa.String(length=16), nullable=True),
        sa.Column("pengklaim", sa.String(length=36), nullable=True),
        sa.Column("diklaim_pada", Utc(), nullable=True),
        sa.Column("klaim_ditolak", sa.Integer(), nullable=False),
        sa.Column("letak_temuan", sa.String(length=41), nullable=True),
        sa.Column("urutan_temuan", sa.Integer(), nullable=True),
        sa.Column("sebab_henti", sa.String(length=20), nullable=True),
        sa.Column("pemutus", sa.String(length=36), nullable=True),
        sa.Column("sejak", Utc(), nullable=False),
        sa.Column("terakhir", Utc(), nullable=False),
        sa.Column("terdaftar", Utc(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pencarian")),
        comment="Searches for missing folders: always the sum of their ledger lines.",
    )
    with op.batch_alter_table("pencarian", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pencarian_berkas_terdaftar"), ["berkas", "terdaftar"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_pencarian_keadaan_terdaftar_id"), ["keadaan", "terdaftar", "id"], unique=False
        )

    op.create_table(
        "pencarian_letak",
        sa.Column("pencarian", sa.String(length=36), nullable=False),
        sa.Column("letak", sa.String(length=41), nullable=False),
        sa.Column("hasil", sa.String(length=16), nullable=False),
        sa.Column("pelaku", sa.String(length=36), nullable=False),
        sa.Column("pada", Utc(), nullable=False),
        sa.Column("versi", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("pencarian", "letak", name=op.f("pk_pencarian_letak")),
        comment="Where each search has looked: the last word on each place. The sum of the ledger lines that tell it.",
    )

    op.create_table(
        "kunjungan",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("keadaan", sa.String(length=20), nullable=False),
        sa.Column("versi", sa.Integer(), nullable=False),
        sa.Column("pasien", sa.String(length=36), nullable=False),
        sa.Column("jenis", sa.String(length=16), nullable=False),
        sa.Column("unit", sa.String(length=16), nullable=False),
        sa.Column("tanggal", sa.String(length=10), nullable=False),
        sa.Column("antrean", sa.Integer(), nullable=True),
        sa.Column("kunjungan_baru", sa.Boolean(), nullable=False),
        sa.Column("kasus_baru", sa.Boolean(), nullable=True),
        sa.Column("cara_bayar", sa.String(length=24), nullable=False),
        sa.Column("asal_pasien", sa.String(length=24), nullable=False),
        sa.Column("surat_rujukan", sa.Boolean(), nullable=False),
        sa.Column("nomor_rujukan", sa.String(length=40), nullable=True),
        sa.Column("dokter", sa.String(length=36), nullable=True),
        sa.Column("asal", sa.String(length=36), nullable=True),
        sa.Column("kelas", sa.String(length=16), nullable=True),
        sa.Column("tempat_tidur", sa.String(length=16), nullable=True),
        sa.Column("masuk", Utc(), nullable=False),
        sa.Column("dilayani", Utc(), nullable=True),
        sa.Column("keluar", Utc(), nullable=True),
        sa.Column("cara_keluar", sa.String(length=24), nullable=True),
        sa.Column("meninggal_pada", Utc(), nullable=True),
        sa.Column("semula", sa.String(length=20), nullable=True),
        sa.Column("isi_sebelum", Utc(), nullable=True),
        sa.Column("isi_lewat", sa.Boolean(), nullable=False),
        sa.Column("lengkap_pada", Utc(), nullable=True),
        sa.Column("bayi_lahir", sa.Boolean(), nullable=False),
        sa.Column("jumlah_kode", sa.Integer(), nullable=False),
        sa.Column("dikode", Utc(), nullable=True),
        sa.Column("sejak", Utc(), nullable=False),
        sa.Column("terakhir", Utc(), nullable=False),
        sa.Column("terdaftar", Utc(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kunjungan")),
        comment="Visits: always the sum of their ledger lines. `nomor_rujukan` lives only here.",
    )
    with op.batch_alter_table("kunjungan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_kunjungan_asal"), ["asal"], unique=False)
        batch_op.create_index(batch_op.f("ix_kunjungan_jenis_keadaan_unit"), ["jenis", "keadaan", "unit"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_kunjungan_keadaan_jumlah_kode_keluar"), ["keadaan", "jumlah_kode", "keluar"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_kunjungan_pasien_terdaftar"), ["pasien", "terdaftar"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_kunjungan_tanggal_unit_antrean"), ["tanggal", "unit", "antrean"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_kunjungan_tempat_tidur_keadaan"), ["tempat_tidur", "keadaan"], unique=False
        )

    op.create_table(
        "kamar",
        sa.Column("kode", sa.String(length=16), nullable=False),
        sa.Column("nama", sa.Text(), nullable=False),
        sa.Column("unit", sa.String(length=16), nullable=False),
        sa.Column("kelas", sa.String(length=16), nullable=False),
        sa.Column("aktif", sa.Boolean(), nullable=False),
        sa.Column("bayi", sa.Boolean(), nullable=False),
        sa.Column("kemampuan", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("kode", name=op.f("pk_kamar")),
        comment="Rooms of the wards, as they are now.",
    )
    with op.batch_alter_table("kamar", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_kamar_unit"), ["unit"], unique=False)

    op.create_table(
        "tempat_tidur",
        sa.Column("kode", sa.String(length=16), nullable=False),
        sa.Column("mulai", Utc(), nullable=False),
        sa.Column("sampai", Utc(), nullable=True),
        sa.Column("kamar", sa.String(length=16), nullable=False),
        sa.Column("unit", sa.String(length=16), nullable=False),
        sa.Column("kelas", sa.String(length=16), nullable=False),
        sa.Column("bayi", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("kode", "mulai", name=op.f("pk_tempat_tidur")),
        comment="Beds, each with the times it counted in this room, ward and class: "
        "a change ends a row and begins one.",
    )
    with op.batch_alter_table("tempat_tidur", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tempat_tidur_sampai_unit"), ["sampai", "unit"], unique=False)

    op.create_table(
        "stasiun_cetak",
        sa.Column("kode", sa.String(length=36), nullable=False),
        sa.Column("nama", sa.Text(), nullable=False),
        sa.Column("kunci", sa.String(length=60), nullable=False),
        sa.Column("unit", sa.String(length=16), nullable=True),
        sa.Column("mulai", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("dibuat", Utc(), nullable=False),
        sa.Column("terakhir", Utc(), nullable=False),
        sa.PrimaryKeyConstraint("kode", name=op.f("pk_stasiun_cetak")),
        sa.UniqueConstraint("kunci", name=op.f("uq_stasiun_cetak_kunci")),
        comment="Places that print slips by themselves, and up to which line of the ledger each has made its jobs.",
    )
    op.create_table(
        "antrean_cetak",
        sa.Column("stasiun", sa.String(length=36), nullable=False),
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("berkas", sa.String(length=36), nullable=False),
        sa.Column("keadaan", sa.String(length=12), nullable=False),
        sa.Column("kali", sa.Integer(), nullable=False),
        sa.Column("diperbarui", Utc(), nullable=False),
        sa.PrimaryKeyConstraint("stasiun", "seq", name=op.f("pk_antrean_cetak")),
        comment="Slips a station has to print: one a ledger line, kept until it is printed and a while longer.",
    )
    with op.batch_alter_table("antrean_cetak", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_antrean_cetak_stasiun_keadaan_seq"), ["stasiun", "keadaan", "seq"], unique=False
        )

    op.create_table(
        "peminjaman",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("keadaan", sa.String(length=20), nullable=False),
        sa.Column("versi", sa.Integer(), nullable=False),
        sa.Column("berkas", sa.String(length=36), nullable=False),
        sa.Column("peminjam", sa.String(length=36), nullable=True),
        sa.Column("pihak", sa.String(length=16), nullable=True),
        sa.Column("unit", sa.String(length=16), nullable=True),
        sa.Column("keperluan", sa.String(length=16), nullable=False),
        sa.Column("jatuh_tempo", Utc(), nullable=False),
        sa.Column("izin_sampai", Utc(), nullable=True),
        sa.Column("pengaju", sa.String(length=36), nullable=False),
        sa.Column("pemutus", sa.String(length=36), nullable=True),
        sa.Column("perpanjangan", sa.Integer(), nullable=False),
        sa.Column("diserahkan", Utc(), nullable=True),
        sa.Column("dikembalikan", Utc(), nullable=True),
        sa.Column("sejak", Utc(), nullable=False),
        sa.Column("terakhir", Utc(), nullable=False),
        sa.Column("terdaftar", Utc(), nullable=False),
        sa.Column("nama_peminjam", sa.Text(), nullable=True),
        sa.Column("telepon_peminjam", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_peminjaman")),
        comment="Loans: the sum of their ledger lines, and an outside borrower's name, which lives only here.",
    )
    with op.batch_alter_table("peminjaman", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_peminjaman_berkas_terdaftar"), ["berkas", "terdaftar"])
        batch_op.create_index(batch_op.f("ix_peminjaman_keadaan_terdaftar_id"), ["keadaan", "terdaftar", "id"])
        batch_op.create_index(batch_op.f("ix_peminjaman_peminjam_keadaan"), ["peminjam", "keadaan"])
        batch_op.create_index(batch_op.f("ix_peminjaman_pengaju_keadaan"), ["pengaju", "keadaan"])

    op.create_table(
        "ruas",
        sa.Column("rak", sa.String(length=16), nullable=False),
        sa.Column("nomor", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kapasitas", sa.Integer(), nullable=False),
        sa.Column("dari", sa.String(length=24), nullable=False),
        sa.Column(
            "urutan",
            sa.String(length=64).with_variant(sa.String(length=64, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("rak", "nomor", name=op.f("pk_ruas")),
        comment="The sections of each rack: how many folders fit, and the number each begins with in shelf order.",
    )
    op.create_table(
        "penomoran",
        sa.Column("berlaku", sa.String(length=10), nullable=False),
        sa.Column("skema", sa.String(length=12), nullable=False),
        sa.Column("kelompok", sa.String(length=16), nullable=False),
        sa.Column("anggota", sa.Integer(), nullable=False),
        sa.Column("mulai", sa.BigInteger(), nullable=True),
        sa.Column("berikut", sa.BigInteger(), nullable=True),
        sa.Column("dibuat", Utc(), nullable=True),
        sa.Column("pelaku", sa.String(length=36), nullable=True),
        sa.PrimaryKeyConstraint("berlaku", name=op.f("pk_penomoran")),
        comment="Numbering schemes by the day each begins; `berikut` counts up in the commit that gives a number.",
    )
    op.create_table(
        "penjajaran",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sistem", sa.String(length=12), nullable=False),
        sa.Column("kelompok", sa.String(length=16), nullable=False),
        sa.Column("anggota", sa.Integer(), nullable=False),
        sa.Column("kursor", sa.String(length=36), nullable=True),
        sa.Column("diperbarui", Utc(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_penjajaran")),
        comment="One row: how folders stand on the shelves. `kursor`: how far `berkas.urutan` was made again.",
    )
    op.create_table(
        "pasien_kembar",
        sa.Column("satu", sa.String(length=36), nullable=False),
        sa.Column("lain", sa.String(length=36), nullable=False),
        sa.Column("skor", sa.Integer(), nullable=False),
        sa.Column("alasan", sa.String(length=300), nullable=False),
        sa.Column("diputus", Utc(), nullable=True),
        sa.Column("pelaku", sa.String(length=36), nullable=True),
        sa.PrimaryKeyConstraint("satu", "lain", name=op.f("pk_pasien_kembar")),
        comment="Pairs of entries that may be one person, the smaller id first; `diputus`: found to be two people.",
    )
    op.create_index(op.f("ix_pasien_kembar_lain"), "pasien_kembar", ["lain"], unique=False)
    op.create_index(op.f("ix_pasien_kembar_diputus_skor"), "pasien_kembar", ["diputus", "skor"], unique=False)
    op.create_table(
        "penyimpanan",
        sa.Column("berlaku", sa.String(length=10), nullable=False),
        sa.Column("inap", sa.String(length=16), nullable=True),
        sa.Column("darurat", sa.String(length=16), nullable=True),
        sa.Column("dibuat", Utc(), nullable=False),
        sa.Column("pelaku", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("berlaku", name=op.f("pk_penyimpanan")),
        comment="Where inpatient and emergency folders live, by the day each plan begins; nothing: in the record room.",
    )


def downgrade() -> None:
    op.drop_table("penyimpanan")
    op.drop_table("pasien_kembar")
    op.drop_table("penjajaran")
    op.drop_table("penomoran")
    op.drop_table("ruas")
    with op.batch_alter_table("peminjaman", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_peminjaman_pengaju_keadaan"))
        batch_op.drop_index(batch_op.f("ix_peminjaman_peminjam_keadaan"))
        batch_op.drop_index(batch_op.f("ix_peminjaman_keadaan_terdaftar_id"))
        batch_op.drop_index(batch_op.f("ix_peminjaman_berkas_terdaftar"))

    op.drop_table("peminjaman")
    with op.batch_alter_table("antrean_cetak", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_antrean_cetak_stasiun_keadaan_seq"))

    op.drop_table("antrean_cetak")
    op.drop_table("stasiun_cetak")
    op.drop_table("tempat_tidur")
    op.drop_table("kamar")
    op.drop_table("kunjungan")
    op.drop_table("pencarian_letak")
    with op.batch_alter_table("pencarian", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pencarian_keadaan_terdaftar_id"))
        batch_op.drop_index(batch_op.f("ix_pencarian_berkas_terdaftar"))

    op.drop_table("pencarian")
