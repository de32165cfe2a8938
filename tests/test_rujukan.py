"""Referrals through the front door: what is asked before a letter goes, and two facilities with their news between."""

from typing import Any, cast

import pytest
from sqlalchemy import Connection, insert, select

from engine import rows
from engine import tables as t
from engine.database import writing
from engine.execute import Accepted
from engine.federasi.masuk import Masuk
from engine.penerima.rujukan import perintah
from engine.refusals import Refusal
from engine.workflows.rujukan import Rujukan
from schemas.commands import berkas as ask_berkas
from schemas.commands import kunjungan as ask_kunjungan
from schemas.commands import rujukan as ask
from schemas.commands.pasien import Identitas, PasienDaftarkan
from schemas.commands.surat import IsiSurat
from schemas.federasi import ISI
from schemas.names import (
    AlasanBatalRujukan,
    AlasanRujukan,
    CaraHubung,
    JalurRujukan,
    KeadaanRujukan,
    LayananRujukan,
    Pengecualian,
    Peran,
)
from schemas.names.federasi import MacamJalur
from tests.buku import satu_cerita
from tests.kit import PAGI, PERMED, UMUM, Arsip, orang
from tests.klinik import Klinik, klinik_baru, kode
from tests.rujukan_kit import BALASAN, SURAT
from workers.reactions import Reactions

S = KeadaanRujukan
DOKTER_UMUM = orang(Peran.DOKTER, unit=(UMUM,))
PERAWAT = orang(Peran.PETUGAS_UNIT, unit=(UMUM,))
LUAR = (
    ("RS1", "RS Contoh Kabupaten", "rs", None),
    ("RS3", "RS Contoh Provinsi", "rs", 3),
    ("PKM2", "Puskesmas Contoh Dua", "puskesmas", None),
)


@pytest.fixture
def klinik(arsip: Arsip) -> Klinik:
    """A clinic that knows three facilities."""
    made = klinik_baru(arsip)
    names = ("kode", "nama", "jenis", "tingkat")
    with writing(arsip.engine).begin() as connection:
        connection.execute(
            insert(t.fasyankes_luar), [dict(zip(names, one, strict=True)) | {"aktif": True} for one in LUAR]
        )
    return made


async def susun(klinik: Klinik, pelaku: Any = DOKTER_UMUM, **isi: Any) -> str:
    """A draft."""
    data: dict[str, Any] = {
        "pasien": isi.pop("pasien", None) or await klinik.pasien(),
        "tujuan": "RS1",
        "unit": UMUM,
        "layanan": LayananRujukan.RAWAT_JALAN,
        "alasan_rujukan": AlasanRujukan.KONSULTASI_SPESIALIS,
        "surat": SURAT,
    }
    answer = await klinik.minta(ask.Susun, pelaku, **data | isi)
    assert isinstance(answer, Accepted), answer
    return answer.subjek


def kini(klinik: Klinik, id_: str) -> Rujukan:
    """The present record."""
    with klinik.arsip.engine.connect() as connection:
        found: Rujukan = rows.records(connection, "rujukan", [id_])[id_]
        return found


async def test_a_referral_on_paper_goes_its_whole_way_by_hand(klinik: Klinik) -> None:
    id_ = await susun(klinik)
    sent = await klinik.minta(ask.Kirim, DOKTER_UMUM, id_)
    assert isinstance(sent, Accepted), sent
    r = kini(klinik, id_)
    assert (r.keadaan, r.jalur, r.urut, r.jenis_rujukan) == (S.DIKIRIM, JalurRujukan.SURAT, 1, "vertikal")
    with klinik.arsip.engine.connect() as connection:
        letter = connection.execute(select(t.rujukan_surat)).one()
        assert letter.nomor == f"1/{r.bulan[5:]}/{r.bulan[:4]}" if r.bulan else None
        assert "CONTOH" in letter.nama
        assert not connection.execute(select(t.fed_keluar)).all(), "nobody is told over a hub there is not"
    for kind, isi in (
        (ask.Terima, {}),
        (ask.Tiba, {}),
        (ask.Layani, {}),
        (ask.Balas, {"tindak_lanjut": "selesai", "balasan": BALASAN}),
        (ask.Tutup, {}),
    ):
        answer = await klinik.minta(kind, DOKTER_UMUM, id_, **isi)
        assert isinstance(answer, Accepted), answer
    assert kini(klinik, id_).keadaan is S.DITUTUP
    satu_cerita(klinik.arsip.engine)


async def test_a_referral_is_not_sent_where_the_policy_does_not_let_it(klinik: Klinik) -> None:
    refused: list[tuple[dict[str, Any], Any, str]] = [
        ({"tujuan": "RS3"}, DOKTER_UMUM, "jenjang_dipatuhi"),
        ({"tujuan": "RS3", "pengecualian": Pengecualian.GAWAT_DARURAT}, DOKTER_UMUM, "pengecualian_selaras"),
        ({"darurat": True}, DOKTER_UMUM, "penerima_dihubungi"),
        ({}, PERAWAT, "perawat_ke_dokter_fktp"),
        ({"surat": IsiSurat()}, DOKTER_UMUM, "surat_belum_lengkap"),
    ]
    refused += [
        ({"surat": SURAT.model_copy(update={name: None})}, DOKTER_UMUM, "surat_belum_lengkap")
        for name in ("anamnesis", "diagnosis", "terapi", "maksud")
    ]
    for name in ("kesadaran", "tekanan_darah", "nadi"):
        isi = {"surat": SURAT.model_copy(update={name: None}), "darurat": True, "dihubungi": CaraHubung.TELEPON}
        refused.append((isi, DOKTER_UMUM, "surat_belum_lengkap"))
    pasien = await klinik.pasien()
    for isi, pelaku, why in refused:
        id_ = await susun(klinik, pelaku, **isi, pasien=pasien)
        answer = await klinik.minta(ask.Kirim, pelaku, id_)
        assert kode(answer) == why, isi
        assert kini(klinik, id_).keadaan is S.DISUSUN
    assert isinstance(answer, Refusal)
    assert answer.field == "surat.nadi", "what to mend is named"


async def test_a_referral_is_sent_where_the_policy_lets_it(klinik: Klinik) -> None:
    granted: list[tuple[dict[str, Any], Any]] = [
        *(({"tujuan": "RS3", "pengecualian": one}, DOKTER_UMUM) for one in Pengecualian if one != "gawat_darurat"),
        ({"tujuan": "RS3", "darurat": True, "dihubungi": CaraHubung.TELEPON}, DOKTER_UMUM),
        ({"darurat": True, "dihubungi": CaraHubung.RADIO}, PERAWAT),
        ({"pengecualian": Pengecualian.KEKHUSUSAN_MASALAH}, PERAWAT),
        ({"tujuan": "PKM2"}, PERAWAT),
    ]
    pasien = await klinik.pasien()
    for isi, pelaku in granted:
        id_ = await susun(klinik, pelaku, **isi, pasien=pasien)
        answer = await klinik.minta(ask.Kirim, pelaku, id_)
        assert isinstance(answer, Accepted), answer
    assert kini(klinik, id_).jenis_rujukan == "horizontal"


async def test_letters_are_numbered_in_a_row_and_a_draft_takes_no_number(klinik: Klinik) -> None:
    drafts = [await susun(klinik) for _ in range(3)]
    await klinik.minta(ask.Batalkan, DOKTER_UMUM, drafts[1], alasan_batal=AlasanBatalRujukan.SALAH_PASIEN)
    for id_ in (drafts[2], drafts[0]):
        assert isinstance(await klinik.minta(ask.Kirim, DOKTER_UMUM, id_), Accepted)
    assert [kini(klinik, id_).urut for id_ in drafts] == [2, None, 1]


async def test_an_unknown_place_another_patients_visit_and_ones_own_facility_are_refused(klinik: Klinik) -> None:
    for isi, why in (
        ({"tujuan": "RS9"}, "fasyankes_tidak_dikenal"),
        ({"tujuan": "PKM1"}, "tujuan_sendiri"),
        ({"kunjungan": (await klinik.terdaftar()).id}, "kunjungan_pasien_lain"),
        ({"kemampuan": "sulap"}, "kemampuan_tidak_dikenal"),
    ):
        data: dict[str, Any] = {
            "pasien": await klinik.pasien(),
            "tujuan": "RS1",
            "unit": UMUM,
            "layanan": "rawat_jalan",
        }
        data |= {"alasan_rujukan": "lainnya", "surat": SURAT}
        assert kode(await klinik.minta(ask.Susun, DOKTER_UMUM, **data | isi)) == why


async def test_a_copy_of_the_folder_goes_along_and_the_folder_stays(klinik: Klinik) -> None:
    pasien = await klinik.pasien()
    folder = await klinik.minta(ask_berkas.Daftarkan, PERMED, nomor="77-00-01", pasien=pasien)
    other = await klinik.minta(ask_berkas.Daftarkan, PERMED, nomor="77-00-02", pasien=await klinik.pasien())
    assert isinstance(folder, Accepted)
    assert isinstance(other, Accepted)
    id_ = await susun(klinik, pasien=pasien)
    assert kode(await klinik.minta(ask_berkas.Salin, PERMED, other.subjek, rujukan=id_)) == "rujukan_pasien_lain"
    copied = await klinik.minta(ask_berkas.Salin, PERMED, folder.subjek, rujukan=id_, lembar=3)
    assert isinstance(copied, Accepted)
    assert (copied.peristiwa, copied.keadaan) == ("berkas.disalin.v1", "disimpan")


async def test_nobody_of_ours_speaks_for_a_peer(klinik: Klinik) -> None:
    id_ = await susun(klinik)
    assert kode(await klinik.minta(ask.Kirim, DOKTER_UMUM, id_, pengirim="RS1")) == "bukan_kabar_sekutu"


async def test_a_bed_is_promised_only_while_one_is_free_and_for_no_longer_than_policy_has_it(klinik: Klinik) -> None:
    incoming = []
    for _ in range(3):
        answer = await klinik.minta(
            ask.Masuk,
            DOKTER_UMUM,
            perujuk="PKM2",
            layanan=LayananRujukan.DARURAT_INAP,
            alasan_rujukan=AlasanRujukan.RAWAT_INAP,
            identitas={"nama": "PASIEN RUJUKAN CONTOH"},
            surat=SURAT,
        )
        assert isinstance(answer, Accepted), answer
        incoming.append(answer.subjek)
    promise = {"janji_kelas": "kelas_3"}
    for id_ in incoming[:2]:  # there are two beds of this class
        assert isinstance(await klinik.minta(ask.Terima, DOKTER_UMUM, id_, **promise), Accepted)
    assert kode(await klinik.minta(ask.Terima, DOKTER_UMUM, incoming[2], **promise)) == "tempat_tidur_janji_habis"
    late = {"janji_kelas": "kelas_2", "janji_sampai": "2099-01-01T00:00:00Z"}
    assert kode(await klinik.minta(ask.Terima, DOKTER_UMUM, incoming[2], **late)) == "janji_terlalu_lama"
    assert isinstance(await klinik.minta(ask.Terima, DOKTER_UMUM, incoming[2]), Accepted)
    satu_cerita(klinik.arsip.engine)


async def test_what_is_told_to_a_peer_is_told_in_the_same_transaction_and_makes_the_same_referral_there(
    klinik: Klinik,
) -> None:
    with writing(klinik.arsip.engine).begin() as connection:
        connection.execute(
            insert(t.sekutu),
            {"kode": "RS1", "hub": "K3201", "nama": "RS Contoh", "jenis": "rs", "tingkat": 2, "aktif": True},
        )
        key = {"hub": "K3201", "kid": "rs1-1", "fasyankes": "RS1", "guna": "sandi", "kunci": bytes(32)}
        connection.execute(insert(t.sekutu_kunci), key | {"mulai": PAGI, "sampai": PAGI.replace(year=2099)})
    pasien = await klinik.minta(PasienDaftarkan, PERMED, identitas=Identitas(nama="PASIEN RAHASIA CONTOH"))
    assert isinstance(pasien, Accepted)
    id_ = await susun(klinik, pasien=pasien.subjek)
    assert isinstance(await klinik.minta(ask.Kirim, DOKTER_UMUM, id_), Accepted)
    assert kode(await klinik.minta(ask.Terima, DOKTER_UMUM, id_)) == "milik_penerima"
    cancelled = await klinik.minta(ask.Batalkan, DOKTER_UMUM, id_, alasan_batal=AlasanBatalRujukan.PASIEN_MENOLAK)
    assert isinstance(cancelled, Accepted)
    with klinik.arsip.engine.connect() as connection:
        sent = connection.execute(select(t.fed_keluar).order_by(t.fed_keluar.c.seq)).all()
    assert [row.jenis for row in sent] == ["rujukan.dikirim;1", "rujukan.dibatalkan;1"]
    isi = ISI[sent[0].jenis].baca(sent[0].isi)
    masuk = Masuk(1, sent[0].id, "PKM1", MacamJalur.REF, sent[0].jenis, isi, PAGI, PAGI, None)
    command = perintah(cast("Connection", None), masuk)  # it asks no connection for anything
    assert isinstance(command, ask.Masuk)
    assert (command.subjek, command.perujuk, command.identitas.nama) == (id_, "PKM1", "PASIEN RAHASIA CONTOH")
    assert command.surat.diagnosis == SURAT.diagnosis
    assert "RAHASIA" not in repr(command.identitas) + repr(isi)


async def test_care_that_begins_in_the_visit_has_begun_in_the_referral(klinik: Klinik) -> None:
    visit = await klinik.terdaftar()
    letter: dict[str, Any] = {"perujuk": "PKM2", "layanan": "rawat_jalan", "alasan_rujukan": "lainnya", "surat": SURAT}
    came = await klinik.minta(ask.Masuk, DOKTER_UMUM, **letter, identitas={"nama": "PASIEN RUJUKAN CONTOH"})
    assert isinstance(came, Accepted)
    arrived = {"pasien": visit.pasien, "kunjungan": visit.id}
    assert isinstance(await klinik.minta(ask.Tiba, DOKTER_UMUM, came.subjek, **arrived), Accepted)
    assert isinstance(await klinik.minta(ask_kunjungan.Layani, DOKTER_UMUM, visit.id), Accepted)
    reaksi = Reactions(klinik.arsip.engine, "PKM1")
    await reaksi.kejar(klinik.arsip.door)
    assert kini(klinik, came.subjek).keadaan is S.DILAYANI
    await Reactions(klinik.arsip.engine, "PKM1").kejar(klinik.arsip.door)
    satu_cerita(klinik.arsip.engine)
