"""first tables."""

import sqlalchemy as sa
from alembic import op

from engine.tables import Utc
from migrations.triggers import POSTGRESQL, SQLITE

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "berkas",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("nomor", sa.String(length=24), nullable=False),
        sa.Column("kunci", sa.String(length=24), nullable=False),
        sa.Column("pembawa", sa.String(length=16), nullable=False),
        sa.Column("keadaan", sa.String(length=20), nullable=False),
        sa.Column("versi", sa.Integer(), nullable=False),
        sa.Column("lokasi", sa.String(length=16), nullable=True),
        sa.Column("tujuan", sa.String(length=16), nullable=True),
        sa.Column("pemegang", sa.String(length=36), nullable=True),
        sa.Column("asal", sa.String(length=20), nullable=True),
        sa.Column("pengusul", sa.String(length=36), nullable=True),
        sa.Column("penanggung_jawab", sa.String(length=36), nullable=True),
        sa.Column("kembali_sebelum", Utc(), nullable=True),
        sa.Column("kembali_lewat", sa.Boolean(), nullable=False),
        sa.Column("jatuh_tempo", Utc(), nullable=True),
        sa.Column("tempo_lewat", sa.Boolean(), nullable=False),
        sa.Column("ditahan", sa.Boolean(), nullable=False),
        sa.Column("digabung_ke", sa.String(length=36), nullable=True),
        sa.Column("sejak", Utc(), nullable=False),
        sa.Column("terakhir", Utc(), nullable=False),
        sa.Column("terdaftar", Utc(), nullable=False),
        sa.Column("pelaku_terakhir", sa.String(length=36), nullable=True),
        sa.Column("pasien", sa.String(length=36), nullable=True),
        sa.Column(
            "urutan",
            sa.String(length=64).with_variant(sa.String(length=64, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column("rumah", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_berkas")),
        sa.UniqueConstraint("kunci", "pembawa", "rumah", name=op.f("uq_berkas_kunci_pembawa_rumah")),
        comment="The present state of each record: always the sum of its ledger lines. `nomor` lives only here.",
    )
    with op.batch_alter_table("berkas", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_berkas_keadaan_lokasi_sejak_id"), ["keadaan", "lokasi", "sejak", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_berkas_keadaan_tujuan"), ["keadaan", "tujuan"], unique=False)
        batch_op.create_index(batch_op.f("ix_berkas_pasien"), ["pasien"], unique=False)
        batch_op.create_index(batch_op.f("ix_berkas_pemegang"), ["pemegang"], unique=False)
        batch_op.create_index(batch_op.f("ix_berkas_rumah_urutan"), ["rumah", "urutan"], unique=False)

    op.create_table(
        "fasyankes",
        sa.Column("kode", sa.String(length=32), nullable=False),
        sa.Column("nama", sa.Text(), nullable=False),
        sa.Column("zona", sa.String(length=32), nullable=False),
        sa.Column("dibuat", Utc(), nullable=False),
        sa.PrimaryKeyConstraint("kode", name=op.f("pk_fasyankes")),
        comment="The facility this database belongs to: one row.",
    )
    op.create_table(
        "hitungan",
        sa.Column("keadaan", sa.String(length=20), nullable=False),
        sa.Column("unit", sa.String(length=16), nullable=False),
        sa.Column("jumlah", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("keadaan", "unit", name=op.f("pk_hitungan")),
        comment="How many records are in each state at each place (where carried: by destination). Sum of `berkas`.",
    )
    op.create_table(
        "jejak",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("perintah_id", sa.String(length=36), nullable=False),
        sa.Column("sidik", sa.LargeBinary(length=32), nullable=False),
        sa.Column("jenis", sa.String(length=48), nullable=False),
        sa.Column("subjek", sa.String(length=36), nullable=False),
        sa.Column("versi", sa.Integer(), nullable=False),
        sa.Column("terjadi_pada", Utc(), nullable=False),
        sa.Column("dicatat_pada", Utc(), nullable=False),
        sa.Column("pelaku", sa.String(length=36), nullable=False),
        sa.Column("cara", sa.String(length=8), nullable=False),
        sa.Column("di", sa.String(length=16), nullable=True),
        sa.Column("selisih_jam", sa.Integer(), nullable=True),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_jejak")),
        sa.UniqueConstraint("perintah_id", name=op.f("uq_jejak_perintah_id")),
        sa.UniqueConstraint("subjek", "versi", name=op.f("uq_jejak_subjek_versi")),
        comment="The ledger: outbox, audit trail and history. Append-only; `seq` is gapless; `hash` chains the lines.",
    )
    op.create_table(
        "nomor_akhiran",
        sa.Column(
            "akhiran",
            sa.String(length=24).with_variant(sa.String(length=24, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("berkas_id", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("akhiran", "berkas_id", name=op.f("pk_nomor_akhiran")),
        comment="Every suffix of every record number: any part of a number is found in one index look-up.",
        sqlite_with_rowid=False,
    )
    op.create_table(
        "penolakan",
        sa.Column("perintah_id", sa.String(length=36), nullable=False),
        sa.Column("sidik", sa.LargeBinary(length=32), nullable=False),
        sa.Column("jenis", sa.String(length=48), nullable=False),
        sa.Column("subjek", sa.String(length=36), nullable=False),
        sa.Column("pelaku", sa.String(length=36), nullable=False),
        sa.Column("dicatat_pada", Utc(), nullable=False),
        sa.Column("kode", sa.String(length=32), nullable=False),
        sa.Column("field", sa.String(length=32), nullable=True),
        sa.Column("nilai", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("perintah_id", name=op.f("pk_penolakan")),
        comment="Refusals given: the same question gets the same no. Append-only.",
    )
    op.create_table(
        "perlu_dicek",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("berkas_id", sa.String(length=36), nullable=False),
        sa.Column("alasan", sa.String(length=32), nullable=False),
        sa.Column("selesai_seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_perlu_dicek")),
        comment="Ledger lines a supervisor must look at; settled by a later line.",
    )
    with op.batch_alter_table("perlu_dicek", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_perlu_dicek_selesai_seq_seq"), ["selesai_seq", "seq"], unique=False)

    op.create_table(
        "petugas",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("nama_pengguna", sa.String(length=64), nullable=False),
        sa.Column("nama", sa.Text(), nullable=False),
        sa.Column("peran", sa.JSON(), nullable=False),
        sa.Column("unit", sa.JSON(), nullable=False),
        sa.Column("sandi", sa.Text(), nullable=True),
        sa.Column("kartu", sa.String(length=16), nullable=True),
        sa.Column("aktif", sa.Boolean(), nullable=False),
        sa.Column("harus_ganti_sandi", sa.Boolean(), nullable=False),
        sa.Column("dibuat", Utc(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_petugas")),
        sa.UniqueConstraint("kartu", name=op.f("uq_petugas_kartu")),
        sa.UniqueConstraint("nama_pengguna", name=op.f("uq_petugas_nama_pengguna")),
        comment="Staff accounts, and the accounts of devices and imports.",
    )
    op.create_table(
        "rak",
        sa.Column("kode", sa.String(length=16), nullable=False),
        sa.Column("nama", sa.Text(), nullable=False),
        sa.Column("urutan", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("kode", name=op.f("pk_rak")),
        comment="The racks, in the order people walk them; `unit`: whose room they stand in.",
    )
    op.create_table(
        "tenggat",
        sa.Column("subjek", sa.String(length=36), nullable=False),
        sa.Column("jenis", sa.String(length=24), nullable=False),
        sa.Column("jatuh_tempo", Utc(), nullable=False),
        sa.Column("versi", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("subjek", "jenis", name=op.f("pk_tenggat")),
        comment="Deadlines that run: always the fold of the ledger. `versi` is the fact since which one runs so.",
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("tenggat", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_tenggat_jatuh_tempo_subjek_jenis"), ["jatuh_tempo", "subjek", "jenis"], unique=False
        )

    op.create_table(
        "siaran",
        sa.Column("fasyankes", sa.String(length=32), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("fasyankes", name=op.f("pk_siaran")),
        comment="The highest epoch of the stream ever made: a number never comes back, though NATS lost everything.",
    )
    op.create_table(
        "unit",
        sa.Column("kode", sa.String(length=16), nullable=False),
        sa.Column("nama", sa.Text(), nullable=False),
        sa.Column("jenis", sa.String(length=16), nullable=False),
        sa.Column("aktif", sa.Boolean(), nullable=False),
        sa.Column("urutan", sa.Integer(), nullable=False),
        sa.Column("telepon", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("kode", name=op.f("pk_unit")),
    )
    op.create_table(
        "sesi",
        sa.Column("sidik", sa.LargeBinary(length=32), nullable=False),
        sa.Column("petugas_id", sa.String(length=36), nullable=False),
        sa.Column("csrf", sa.String(length=64), nullable=False),
        sa.Column("dibuat", Utc(), nullable=False),
        sa.Column("terakhir", Utc(), nullable=False),
        sa.Column("terkunci", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["petugas_id"], ["petugas.id"], name=op.f("fk_sesi_petugas_id")),
        sa.PrimaryKeyConstraint("sidik", name=op.f("pk_sesi")),
        comment="Logged-in browsers; the cookie's SHA-256, never the cookie.",
    )
    with op.batch_alter_table("sesi", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sesi_petugas_id"), ["petugas_id"], unique=False)

    op.create_table(
        "token",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("petugas_id", sa.String(length=36), nullable=False),
        sa.Column("nama", sa.Text(), nullable=False),
        sa.Column("sidik", sa.LargeBinary(length=32), nullable=False),
        sa.Column("cakupan", sa.JSON(), nullable=False),
        sa.Column("dibuat", Utc(), nullable=False),
        sa.Column("terakhir", Utc(), nullable=True),
        sa.Column("dicabut", Utc(), nullable=True),
        sa.ForeignKeyConstraint(["petugas_id"], ["petugas.id"], name=op.f("fk_token_petugas_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_token")),
        sa.UniqueConstraint("sidik", name=op.f("uq_token_sidik")),
        comment="API tokens of devices: hashed, scoped, revocable.",
    )
    op.create_table(
        "kursor",
        sa.Column("nama", sa.String(length=32), nullable=False),
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("diperbarui", Utc(), nullable=False),
        sa.PrimaryKeyConstraint("nama", name=op.f("pk_kursor")),
        comment="How far each projection has got: the ledger position and that line's hash, written with its effect.",
    )
    op.create_table(
        "rekap_gerak",
        sa.Column("tanggal", sa.String(length=10), nullable=False),
        sa.Column("unit", sa.String(length=16), nullable=False),
        sa.Column("jenis", sa.String(length=48), nullable=False),
        sa.Column("jumlah", sa.Integer(), nullable=False),
        sa.Column("seq_awal", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("seq_akhir", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("tanggal", "unit", "jenis", name=op.f("pk_rekap_gerak")),
        comment="A projection: facts a day (on the facility's clock), place and kind; between which positions.",
    )
    op.create_table(
        "surat_mati",
        sa.Column("nama", sa.String(length=32), nullable=False),
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("asal", sa.String(length=8), nullable=False),
        sa.Column("jenis", sa.String(length=48), nullable=False),
        sa.Column("galat", sa.String(length=64), nullable=False),
        sa.Column("percobaan", sa.Integer(), nullable=False),
        sa.Column("pertama", Utc(), nullable=False),
        sa.Column("terakhir", Utc(), nullable=False),
        sa.Column("selesai", Utc(), nullable=True),
        sa.PrimaryKeyConstraint("nama", "seq", "asal", name=op.f("pk_surat_mati")),
        comment="What a projection could not apply, by place: `buku` a ledger line, `aliran` a message that is none.",
    )
    with op.batch_alter_table("surat_mati", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_surat_mati_selesai"), ["selesai"], unique=False)

    for statement in POSTGRESQL if op.get_bind().dialect.name == "postgresql" else SQLITE:
        op.execute(statement)


def downgrade() -> None:
    op.drop_table("siaran")
    with op.batch_alter_table("surat_mati", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_surat_mati_selesai"))

    op.drop_table("surat_mati")
    op.drop_table("rekap_gerak")
    op.drop_table("kursor")
    op.drop_table("token")
    with op.batch_alter_table("sesi", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sesi_petugas_id"))

    op.drop_table("sesi")
    op.drop_table("unit")
    with op.batch_alter_table("tenggat", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tenggat_jatuh_tempo_subjek_jenis"))

    op.drop_table("tenggat")
    op.drop_table("rak")
    op.drop_table("petugas")
    with op.batch_alter_table("perlu_dicek", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_perlu_dicek_selesai_seq_seq"))

    op.drop_table("perlu_dicek")
    op.drop_table("penolakan")
    op.drop_table("nomor_akhiran")
    op.drop_table("jejak")
    op.drop_table("hitungan")
    op.drop_table("fasyankes")
    with op.batch_alter_table("berkas", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_berkas_pemegang"))
        batch_op.drop_index(batch_op.f("ix_berkas_keadaan_tujuan"))
        batch_op.drop_index(batch_op.f("ix_berkas_keadaan_lokasi_sejak_id"))

    op.drop_table("berkas")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION hanya_ditambah()")
