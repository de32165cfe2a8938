"""Between facilities: hubs and peers, lanes, what goes out and comes in; what is told over them."""

import sqlalchemy as sa
from alembic import op

from engine.tables import Utc

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_SEQ = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    # the core: hubs, peers, lanes
    op.add_column("fasyankes", sa.Column("jenis", sa.String(length=20), server_default="puskesmas", nullable=False))
    op.add_column("fasyankes", sa.Column("induk", sa.String(length=16), nullable=True))
    op.create_table(
        "fed_galat",
        sa.Column("sidik", sa.String(length=64), nullable=False),
        sa.Column("hub", sa.String(length=16), nullable=False),
        sa.Column("jalur", sa.String(length=128), nullable=False),
        sa.Column("sebab", sa.String(length=32), nullable=False),
        sa.Column("kepala", sa.JSON(), nullable=False),
        sa.Column("badan", sa.LargeBinary(), nullable=True),
        sa.Column("kali", sa.Integer(), nullable=False),
        sa.Column("pertama", Utc(), nullable=False),
        sa.Column("terakhir", Utc(), nullable=False),
        sa.Column("selesai", Utc(), nullable=True),
        sa.PrimaryKeyConstraint("sidik", name=op.f("pk_fed_galat")),
        comment="What was not believed or not taken, as it came: an alarm until somebody has looked.",
    )
    with op.batch_alter_table("fed_galat", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_fed_galat_selesai_terakhir"), ["selesai", "terakhir"], unique=False)

    op.create_table(
        "fed_hub",
        sa.Column("kode", sa.String(length=16), nullable=False),
        sa.Column("url", sa.String(length=255), nullable=False),
        sa.Column("ca", sa.Text(), nullable=False),
        sa.Column("akar", sa.String(length=64), nullable=False),
        sa.Column("aktif", sa.Boolean(), nullable=False),
        sa.Column("sejak", Utc(), nullable=False),
        sa.Column("versi", sa.Integer(), nullable=False),
        sa.Column("direktori", sa.LargeBinary(), nullable=False),
        sa.Column("tanda", sa.LargeBinary(length=64), nullable=False),
        sa.Column("diperbarui", Utc(), nullable=False),
        sa.Column("tersambung", Utc(), nullable=True),
        sa.PrimaryKeyConstraint("kode", name=op.f("pk_fed_hub")),
        comment="Hubs this facility joined: where, by which certificate, and the newest directory its root signed.",
    )
    op.create_table(
        "fed_jalur",
        sa.Column("jalur", sa.String(length=64), nullable=False),
        sa.Column("arah", sa.String(length=8), nullable=False),
        sa.Column("asal", sa.String(length=16), nullable=False),
        sa.Column("macam", sa.String(length=8), nullable=False),
        sa.Column("tujuan", sa.String(length=16), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("di_hub", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("diterima", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("minta_dari", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("diminta", Utc(), nullable=True),
        sa.Column("diulang", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("id_terakhir", sa.String(length=36), nullable=True),
        sa.Column("keadaan", sa.String(length=12), nullable=False),
        sa.Column("sejak", Utc(), nullable=False),
        sa.Column("terakhir", Utc(), nullable=True),
        sa.Column("tanda", Utc(), nullable=True),
        sa.PrimaryKeyConstraint("jalur", name=op.f("pk_fed_jalur")),
        comment="Lanes. Out: numbered to, held by the hub to, received to. In: taken to (`seq`), and what is missing.",
    )
    with op.batch_alter_table("fed_jalur", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_fed_jalur_arah_asal"), ["arah", "asal"], unique=False)

    op.create_table(
        "fed_keluar",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("jalur", sa.String(length=64), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("jenis", sa.String(length=64), nullable=False),
        sa.Column("isi", sa.LargeBinary(), nullable=True),
        sa.Column("sampai", Utc(), nullable=True),
        sa.Column("dibuat", Utc(), nullable=False),
        sa.Column("di_hub", Utc(), nullable=True),
        sa.Column("diterima", Utc(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fed_keluar")),
        comment="What goes out, gapless a lane and epoch. Its content may be personal; forgotten after receipts.",
    )
    with op.batch_alter_table("fed_keluar", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_fed_keluar_jalur_epoch_seq"), ["jalur", "epoch", "seq"], unique=True)

    op.create_table(
        "fed_masuk",
        sa.Column("urut", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("asal", sa.String(length=16), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("jalur", sa.String(length=64), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("jenis", sa.String(length=64), nullable=False),
        sa.Column("isi", sa.LargeBinary(), nullable=True),
        sa.Column("waktu", Utc(), nullable=False),
        sa.Column("sampai", Utc(), nullable=True),
        sa.Column("masuk", Utc(), nullable=False),
        sa.Column("keadaan", sa.String(length=12), nullable=False),
        sa.Column("sebab", sa.String(length=48), nullable=True),
        sa.Column("kali", sa.Integer(), nullable=False),
        sa.Column("diproses", Utc(), nullable=True),
        sa.PrimaryKeyConstraint("urut", name=op.f("pk_fed_masuk")),
        comment="What came in, believed, in order, each once. Its content may be personal; later forgotten.",
    )
    with op.batch_alter_table("fed_masuk", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_fed_masuk_asal_id"), ["asal", "id"], unique=True)
        batch_op.create_index(batch_op.f("ix_fed_masuk_jalur_epoch_seq"), ["jalur", "epoch", "seq"], unique=False)
        batch_op.create_index(batch_op.f("ix_fed_masuk_keadaan_urut"), ["keadaan", "urut"], unique=False)

    op.create_table(
        "sekutu",
        sa.Column("kode", sa.String(length=16), nullable=False),
        sa.Column("hub", sa.String(length=16), nullable=False),
        sa.Column("nama", sa.Text(), nullable=False),
        sa.Column("jenis", sa.String(length=20), nullable=False),
        sa.Column("tingkat", sa.Integer(), nullable=False),
        sa.Column("induk", sa.String(length=16), nullable=True),
        sa.Column("aktif", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("kode", name=op.f("pk_sekutu")),
        comment="The facilities of the newest directories: whom one may write to, and over which hub.",
    )
    with op.batch_alter_table("sekutu", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sekutu_hub"), ["hub"], unique=False)

    op.create_table(
        "sekutu_kunci",
        sa.Column("hub", sa.String(length=16), nullable=False),
        sa.Column("kid", sa.String(length=32), nullable=False),
        sa.Column("fasyankes", sa.String(length=16), nullable=False),
        sa.Column("guna", sa.String(length=8), nullable=False),
        sa.Column("kunci", sa.LargeBinary(length=32), nullable=False),
        sa.Column("mulai", Utc(), nullable=False),
        sa.Column("sampai", Utc(), nullable=False),
        sa.Column("dicabut", Utc(), nullable=True),
        sa.PrimaryKeyConstraint("hub", "kid", name=op.f("pk_sekutu_kunci")),
        comment="Public keys of the newest directories: `tanda` proves who wrote, `sandi` seals to whom it is for.",
    )
    with op.batch_alter_table("sekutu_kunci", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_sekutu_kunci_hub_fasyankes_guna"), ["hub", "fasyankes", "guna"], unique=False
        )

    _rujukan()

    # free beds of others, referrals watched by the Dinkes, what goes to SISRUTE
    op.create_table(
        "fed_tempat_tidur",
        sa.Column("fasyankes", sa.String(length=16), nullable=False),
        sa.Column("urut", _SEQ, nullable=False),
        sa.Column("pada", Utc(), nullable=False),
        sa.Column("diterima", Utc(), nullable=False),
        sa.Column("sampai", Utc(), nullable=True),
        sa.Column("isi", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("fasyankes", name=op.f("pk_fed_tempat_tidur")),
        comment="The newest figure of free beds of each hospital: as of when by its clock, and when it came.",
    )
    op.create_table(
        "rujukan_pantau",
        sa.Column("rujukan", sa.String(length=36), nullable=False),
        sa.Column("versi", sa.Integer(), nullable=False),
        sa.Column("perujuk", sa.String(length=16), nullable=False),
        sa.Column("tujuan", sa.String(length=16), nullable=False),
        sa.Column("darurat", sa.Boolean(), nullable=False),
        sa.Column("keadaan", sa.String(length=20), nullable=False),
        sa.Column("dikirim", Utc(), nullable=False),
        sa.Column("jawab_sebelum", Utc(), nullable=True),
        sa.Column("dijawab", Utc(), nullable=True),
        sa.Column("tiba", Utc(), nullable=True),
        sa.Column("dibalas", Utc(), nullable=True),
        sa.Column("tingkat", sa.Integer(), nullable=False),
        sa.Column("diterima", Utc(), nullable=False),
        sa.Column("naik_versi", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("rujukan", name=op.f("pk_rujukan_pantau")),
        comment="Referrals of the facilities below, for their Dinkes: who sent it where, when, and how it stands. "
        "No patient.",
    )
    with op.batch_alter_table("rujukan_pantau", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rujukan_pantau_dijawab_dikirim"), ["dijawab", "dikirim"], unique=False)
        batch_op.create_index(batch_op.f("ix_rujukan_pantau_dikirim"), ["dikirim"], unique=False)

    op.create_table(
        "sisrute_kiriman",
        sa.Column("rujukan", sa.String(length=36), nullable=False),
        sa.Column("langkah", sa.String(length=8), nullable=False),
        sa.Column("keadaan", sa.String(length=12), nullable=False),
        sa.Column("kali", sa.Integer(), nullable=False),
        sa.Column("berikut", Utc(), nullable=False),
        sa.Column("nomor", sa.String(length=40), nullable=True),
        sa.Column("galat", sa.String(length=32), nullable=True),
        sa.Column("dibuat", Utc(), nullable=False),
        sa.Column("terakhir", Utc(), nullable=True),
        sa.PrimaryKeyConstraint("rujukan", "langkah", name=op.f("pk_sisrute_kiriman")),
        comment="What goes to SISRUTE of each referral sent, with its tries and the number SISRUTE gave.",
    )
    with op.batch_alter_table("sisrute_kiriman", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sisrute_kiriman_keadaan_berikut"), ["keadaan", "berikut"], unique=False)


def _rujukan() -> None:
    """Referrals, their letters and answers."""
    op.create_table(
        "fasyankes_luar",
        sa.Column("kode", sa.String(length=16), nullable=False),
        sa.Column("nama", sa.Text(), nullable=False),
        sa.Column("jenis", sa.String(length=20), nullable=False),
        sa.Column("tingkat", sa.Integer(), nullable=True),
        sa.Column("telepon", sa.String(length=32), nullable=True),
        sa.Column("aktif", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("kode", name=op.f("pk_fasyankes_luar")),
        comment="Facilities that letters on paper go to or come from: kept by hand, of no hub.",
    )
    op.create_table(
        "rujukan",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("keadaan", sa.String(length=20), nullable=False),
        sa.Column("versi", sa.Integer(), nullable=False),
        sa.Column("arah", sa.String(length=8), nullable=False),
        sa.Column("jalur", sa.String(length=12), nullable=False),
        sa.Column("perujuk", sa.String(length=16), nullable=False),
        sa.Column("tujuan", sa.String(length=16), nullable=False),
        sa.Column("langkah_perujuk", sa.String(length=16), nullable=False),
        sa.Column("langkah_penerima", sa.String(length=16), nullable=False),
        sa.Column("layanan", sa.String(length=16), nullable=False),
        sa.Column("alasan_rujukan", sa.String(length=24), nullable=False),
        sa.Column("darurat", sa.Boolean(), nullable=False),
        sa.Column("jenis_rujukan", sa.String(length=12), nullable=True),
        sa.Column("tingkat_perujuk", sa.Integer(), nullable=True),
        sa.Column("tingkat_tujuan", sa.Integer(), nullable=True),
        sa.Column("pengecualian", sa.String(length=24), nullable=True),
        sa.Column("kelas", sa.String(length=16), nullable=True),
        sa.Column("kemampuan", sa.String(length=24), nullable=True),
        sa.Column("dihubungi", sa.String(length=12), nullable=True),
        sa.Column("tempat_tidur", sa.String(length=16), nullable=True),
        sa.Column("alasan_tempat", sa.String(length=20), nullable=True),
        sa.Column("pasien", sa.String(length=36), nullable=True),
        sa.Column("kunjungan", sa.String(length=36), nullable=True),
        sa.Column("unit", sa.String(length=16), nullable=True),
        sa.Column("dokter", sa.String(length=36), nullable=True),
        sa.Column("penyusun", sa.String(length=36), nullable=True),
        sa.Column("urut", sa.Integer(), nullable=True),
        sa.Column("bulan", sa.String(length=7), nullable=True),
        sa.Column("dikirim", Utc(), nullable=True),
        sa.Column("dijawab", Utc(), nullable=True),
        sa.Column("tiba", Utc(), nullable=True),
        sa.Column("dilayani", Utc(), nullable=True),
        sa.Column("dibalas", Utc(), nullable=True),
        sa.Column("selesai", Utc(), nullable=True),
        sa.Column("alasan_tolak", sa.String(length=24), nullable=True),
        sa.Column("saran", sa.String(length=16), nullable=True),
        sa.Column("alasan_batal", sa.String(length=24), nullable=True),
        sa.Column("alasan_tutup", sa.String(length=20), nullable=True),
        sa.Column("tindak_lanjut", sa.String(length=24), nullable=True),
        sa.Column("kontrol_pada", Utc(), nullable=True),
        sa.Column("janji_kelas", sa.String(length=16), nullable=True),
        sa.Column("janji_kemampuan", sa.String(length=24), nullable=True),
        sa.Column("janji_sampai", Utc(), nullable=True),
        sa.Column("jawab_sebelum", Utc(), nullable=True),
        sa.Column("jawab_lewat", sa.Boolean(), nullable=False),
        sa.Column("datang_sebelum", Utc(), nullable=True),
        sa.Column("datang_lewat", sa.Boolean(), nullable=False),
        sa.Column("balas_sebelum", Utc(), nullable=True),
        sa.Column("balas_lewat", sa.Boolean(), nullable=False),
        sa.Column("sejak", Utc(), nullable=False),
        sa.Column("terakhir", Utc(), nullable=False),
        sa.Column("terdaftar", Utc(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rujukan")),
        comment="Referrals, sent and received: always the sum of their ledger lines.",
    )
    with op.batch_alter_table("rujukan", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_rujukan_arah_keadaan_terdaftar_id"), ["arah", "keadaan", "terdaftar", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_rujukan_arah_terdaftar_id"), ["arah", "terdaftar", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_rujukan_bulan_urut"), ["bulan", "urut"], unique=False)
        batch_op.create_index(batch_op.f("ix_rujukan_arah_dijawab"), ["arah", "dijawab"], unique=False)
        batch_op.create_index(batch_op.f("ix_rujukan_janji_sampai"), ["janji_sampai"], unique=False)
        batch_op.create_index(batch_op.f("ix_rujukan_kunjungan"), ["kunjungan"], unique=False)
        batch_op.create_index(batch_op.f("ix_rujukan_pasien"), ["pasien"], unique=False)

    op.create_table(
        "rujukan_balasan",
        sa.Column("rujukan", sa.String(length=36), nullable=False),
        sa.Column("isi", sa.Text(), nullable=False),
        sa.Column("ditulis", Utc(), nullable=False),
        sa.PrimaryKeyConstraint("rujukan", name=op.f("pk_rujukan_balasan")),
        comment="The answer to each referral (rujuk balik): kept here, in no event.",
    )
    op.create_table(
        "rujukan_surat",
        sa.Column("rujukan", sa.String(length=36), nullable=False),
        sa.Column("nomor", sa.String(length=40), nullable=True),
        sa.Column("nama_perujuk", sa.Text(), nullable=True),
        sa.Column("nama", sa.String(length=120), nullable=True),
        sa.Column("identitas", sa.Text(), nullable=True),
        sa.Column("isi", sa.Text(), nullable=False),
        sa.Column("catatan", sa.Text(), nullable=True),
        sa.Column("ditulis", Utc(), nullable=False),
        sa.PrimaryKeyConstraint("rujukan", name=op.f("pk_rujukan_surat")),
        comment="The letter of each referral, its number and who the patient is, as sent: kept here, in no event.",
    )
    with op.batch_alter_table("rujukan_surat", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rujukan_surat_nomor"), ["nomor"], unique=False)


def downgrade() -> None:
    # free beds of others, referrals watched by the Dinkes, what goes to SISRUTE
    for table in ("sisrute_kiriman", "rujukan_pantau", "fed_tempat_tidur"):
        op.drop_table(table)
    for table in ("rujukan_balasan", "rujukan_surat", "rujukan", "fasyankes_luar"):
        op.drop_table(table)
    for table in (
        "sekutu_kunci",
        "sekutu",
        "fed_masuk",
        "fed_keluar",
        "fed_jalur",
        "fed_hub",
        "fed_galat",
    ):
        op.drop_table(table)
    op.drop_column("fasyankes", "induk")
    op.drop_column("fasyankes", "jenis")
