"""first tables."""

import sqlalchemy as sa
from alembic import op

from engine.tables import Utc
from migrations.triggers import POSTGRESQL, SQLITE

revision = "0001"
down_revision = None
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
        sa.Column("rumah", sa.String(length=16), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_berkas")),
        sa.UniqueConstraint("kunci", "pembawa", name=op.f("uq_berkas_kunci_pembawa")),
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
        sa.Column("jenis", sa.String(length=16), nullable=False),
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
        sa.Column("nik", sa.String(length=24).with_variant(sa.String(length=24, collation="C"), "postgresql"), nullable=True),
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
        sa.Column("kunci_alamat", sa.String(length=120).with_variant(sa.String(length=120, collation="C"), "postgresql"), nullable=True),
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
        sa.Column("nik", sa.String(length=24).with_variant(sa.String(length=24, collation="C"), "postgresql"), nullable=True),
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
        sa.Column("kunci", sa.String(length=50).with_variant(sa.String(length=50, collation="C"), "postgresql"), nullable=False),
        sa.Column("pasien_id", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("kunci", "pasien_id", name=op.f("pk_pasien_kata")),
        sqlite_with_rowid=False,
        comment="Each word of each name a patient bears or bore, and each pair of its words: one look-up, few candidates.",
    )
    op.create_table(
        "kata_nama",
        sa.Column("kata", sa.String(length=24).with_variant(sa.String(length=24, collation="C"), "postgresql"), nullable=False),
        sa.Column("jumlah", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kata", name=op.f("pk_kata_nama")),
        sqlite_with_rowid=False,
        comment="Every word found in names, and in how many of them.",
    )
    op.create_table(
        "kata_mirip",
        sa.Column("kunci", sa.String(length=26).with_variant(sa.String(length=26, collation="C"), "postgresql"), nullable=False),
        sa.Column("kata", sa.String(length=24).with_variant(sa.String(length=24, collation="C"), "postgresql"), nullable=False),
        sa.PrimaryKeyConstraint("kunci", "kata", name=op.f("pk_kata_mirip")),
        sqlite_with_rowid=False,
        comment="What finds a word that was written otherwise: its consonants, and itself with one letter left out.",
    )

    op.create_table(
        "pencarian",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("keadaan", sa.String(length=20), nullable=False),
        sa.Column("versi", sa.Integer(), nullable=False),
        sa.Column("berkas", sa.String(length=36), nullable=False),
        sa.Column("sebab", sa.String(length=20), nullable=False),
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
        sa.Column("sejak", Utc(), nullable=False),
        sa.Column("terakhir", Utc(), nullable=False),
        sa.Column("terdaftar", Utc(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kunjungan")),
        comment="Visits: always the sum of their ledger lines. `nomor_rujukan` lives only here.",
    )
    with op.batch_alter_table("kunjungan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_kunjungan_asal"), ["asal"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_kunjungan_jenis_keadaan_unit"), ["jenis", "keadaan", "unit"], unique=False
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
        sa.PrimaryKeyConstraint("kode", "mulai", name=op.f("pk_tempat_tidur")),
        comment="Beds, each with the times it counted in this room, ward and class: a change ends a row and begins one.",
    )
    with op.batch_alter_table("tempat_tidur", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tempat_tidur_sampai_unit"), ["sampai", "unit"], unique=False)

    op.create_table(
        "stasiun_cetak",
        sa.Column("kode", sa.String(length=36), nullable=False),
        sa.Column("nama", sa.Text(), nullable=False),
        sa.Column("kunci", sa.String(length=60), nullable=False),
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
        sa.Column(
            "seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
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
        batch_op.create_index(
            batch_op.f("ix_peminjaman_keadaan_terdaftar_id"), ["keadaan", "terdaftar", "id"]
        )
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
        sa.Column("rumah_inap", sa.String(length=16), nullable=True),
        sa.Column("kursor", sa.String(length=36), nullable=True),
        sa.Column("diperbarui", Utc(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_penjajaran")),
        comment="One row: how folders stand on the shelves. `kursor`: how far `berkas.urutan` was made again.",
    )

    for statement in POSTGRESQL if op.get_bind().dialect.name == "postgresql" else SQLITE:
        op.execute(statement)


def downgrade() -> None:
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
    op.drop_table("kata_mirip")
    op.drop_table("kata_nama")
    op.drop_table("pasien_kata")
    op.drop_table("identitas_lama")
    with op.batch_alter_table("pasien", schema=None) as batch_op:
        for column in PASIEN_DICARI:
            batch_op.drop_index(batch_op.f(f"ix_pasien_{column}"))

    op.drop_table("pasien")
    op.drop_table("permintaan")
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
