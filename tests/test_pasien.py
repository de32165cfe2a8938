"""Patients at the front door: what is told, what is kept, what is found; and that no fact tells who anybody is."""

import asyncio
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text
from structlog.testing import capture_logs

from engine import rows
from engine import tables as t
from engine.execute import Accepted, Answer
from engine.facility import baru
from engine.kiup.nama import kata, kunci_nama
from engine.kiup.tanya import Tanya, pahami
from engine.ledger import read
from engine.lines import event_of
from engine.refusals import Refusal
from engine.views import lembar_pasien
from engine.views import pasien as kiup
from engine.workflows.pasien import PASIEN, Pasien
from schemas.commands import berkas as ask_berkas
from schemas.commands import pasien as ask
from schemas.commands.pasien import Identitas
from schemas.message import Command
from schemas.names import BidangIdentitas, KeadaanPasien
from tests.buku import baris, satu_cerita
from tests.kit import DI_UMUM, LOKET, PERMED, PKM, SERBA_BISA, Arsip, wish

SITI = Identitas(nama="Siti Aminah", nik="3201015203900001", tanggal_lahir=date(1990, 3, 12), telepon="0812345678")


async def daftar(arsip: Arsip, identitas: Identitas, **isi: Any) -> str:
    pasien = baru()
    answer = await arsip.door.execute(wish(ask.PasienDaftarkan, pasien, identitas=identitas, **isi))
    assert isinstance(answer, Accepted), answer
    return pasien


async def ditolak(arsip: Arsip, kode: str, kind: type[Command], pasien: str, **isi: Any) -> None:
    answer: Answer = await arsip.door.execute(wish(kind, pasien, isi.pop("pelaku", SERBA_BISA), **isi))
    assert isinstance(answer, Refusal), answer
    assert answer.kode == kode


def ditemukan(arsip: Arsip, teks: str) -> list[str]:
    with arsip.engine.connect() as connection:
        return [one.orang.id for one in kiup.cari(connection, pahami(teks)).isi]


async def test_a_registered_patient_is_found_however_the_name_is_typed(arsip: Arsip) -> None:
    siti = await daftar(arsip, SITI)
    joko = await daftar(arsip, Identitas(nama="Djoko Soesilo", tanggal_lahir=date(1950, 1, 1)))
    rizki = await daftar(arsip, Identitas(nama="Muhammad Rizki Pratama", alamat="Jl. Melati No. 12"))
    nur = await daftar(arsip, Identitas(nama="Nur Hayati"))
    for teks in ("siti aminah", "Aminah, Siti", "sit", "siti am", "s aminah", "aminha siti", "siti aminah 12-03-1990"):
        assert ditemukan(arsip, teks)[:1] == [siti], teks
    for teks in ("joko susilo", "Djoko Soesilo", "susilo", "suslio", "joko 1950", "j susilo"):
        assert ditemukan(arsip, teks) == [joko], teks
    for teks in ("mohamad riski", "m. rizki", "muh rizky pratma", "rizki m", "mohamat riz"):
        assert ditemukan(arsip, teks) == [rizki], teks
    assert ditemukan(arsip, "nurhayati") == [nur]
    assert ditemukan(arsip, "3201015203900001") == ditemukan(arsip, "+62812345678") == [siti]
    with arsip.engine.connect() as connection:
        assert [one.orang.id for one in kiup.cari(connection, Tanya(alamat="melati 12")).isi] == [rizki]
    assert ditemukan(arsip, "tidak ada begini") == ditemukan(arsip, "") == []


async def test_a_patient_is_found_by_the_number_of_a_folder(arsip: Arsip) -> None:
    siti = await daftar(arsip, SITI)
    await arsip.door.execute(wish(ask_berkas.Daftarkan, baru(), nomor="00-12-34", pasien=siti))
    assert ditemukan(arsip, "00-12-34") == ditemukan(arsip, "1234") == [siti]


async def test_a_former_name_still_finds_the_patient_and_says_so(arsip: Arsip) -> None:
    joko = await daftar(arsip, Identitas(nama="Djoko Soesilo"))
    changed = await arsip.minta(ask.UbahIdentitas, joko, identitas=Identitas(nama="Bambang Sutrisno"))
    assert isinstance(changed, Accepted)
    assert ditemukan(arsip, "joko susilo") == ditemukan(arsip, "bambang") == [joko]
    with arsip.engine.connect() as connection:
        (found,) = kiup.cari(connection, pahami("joko susilo")).isi
        assert found.lewat == "Djoko Soesilo"
        lembar = lembar_pasien.rinci(connection, joko)
        assert isinstance(lembar, lembar_pasien.Lembar)
        assert [one.nama for _, one in lembar.lama] == ["Djoko Soesilo"]


async def test_a_change_names_its_fields_and_an_empty_change_is_refused(arsip: Arsip) -> None:
    siti = await daftar(arsip, SITI)
    await ditolak(arsip, "ada_yang_berubah", ask.UbahIdentitas, siti, identitas=SITI)
    pindah = SITI.model_copy(update={"alamat": "Jl. Baru 1", "telepon": None})
    assert isinstance(await arsip.minta(ask.UbahIdentitas, siti, identitas=pindah), Accepted)
    last = event_of(SimpleNamespace(**baris(arsip.engine)[-1]))
    assert last.bidang == (BidangIdentitas.ALAMAT, BidangIdentitas.TELEPON)  # type: ignore[attr-defined]


async def test_somebody_brought_in_unknown_is_known_later(arsip: Arsip) -> None:
    tanpa = Identitas(nama="Laki-laki Jalan Raya")
    pasien = await daftar(arsip, tanpa, dikenal=False)
    assert isinstance(await arsip.minta(ask.UbahIdentitas, pasien, identitas=tanpa, sebab="dikenali"), Accepted)
    with arsip.engine.connect() as connection:
        assert rows.records(connection, "pasien", [pasien])[pasien].dikenal


async def test_who_is_refused_what(arsip: Arsip) -> None:
    siti, lain = await daftar(arsip, SITI), await daftar(arsip, Identitas(nama="Siti"))
    besok = Identitas(nama="Budi", tanggal_lahir=date(2026, 3, 3))
    await ditolak(arsip, "lahir_di_depan", ask.PasienDaftarkan, baru(), identitas=besok)
    await ditolak(arsip, "pasien_tidak_dikenal", ask.UbahIdentitas, baru(), identitas=SITI)
    await ditolak(arsip, "id_terpakai", ask.PasienDaftarkan, await arsip.daftar(), identitas=SITI)
    await ditolak(arsip, "keadaan_tidak_sesuai", ask.PasienDaftarkan, siti, identitas=SITI)
    await ditolak(arsip, "ditolong_lebih_dulu", ask.PasienDaftarkan, baru(), pelaku=DI_UMUM, identitas=SITI)
    await ditolak(arsip, "peran_tidak_boleh", ask.UbahIdentitas, siti, pelaku=DI_UMUM, identitas=SITI)
    await ditolak(arsip, "peran_tidak_boleh", ask.Gabungkan, lain, pelaku=LOKET, ke_pasien=siti)
    await ditolak(arsip, "bukan_diri_sendiri", ask.Gabungkan, siti, ke_pasien=siti)
    await ditolak(arsip, "pasien_tidak_dikenal", ask.Gabungkan, siti, ke_pasien=baru())
    await ditolak(arsip, "keadaan_tidak_sesuai", ask.Pisahkan, siti)
    await ditolak(arsip, "versi_usang", ask.Gabungkan, lain, ke_pasien=siti, versi=7)
    stale = await arsip.minta(ask.Gabungkan, lain, PERMED, ke_pasien=siti, versi=8)
    assert isinstance(stale, Refusal)
    assert stale.kalimat.startswith("Pasien sudah berubah"), "by its own name"
    assert stale.sentence.startswith("Pasien: changed")
    assert isinstance(await arsip.minta(ask.Gabungkan, lain, PERMED, ke_pasien=siti), Accepted)
    await ditolak(arsip, "keadaan_tidak_sesuai", ask.UbahIdentitas, lain, identitas=SITI)
    await ditolak(arsip, "tujuan_gabung_bukan_terdaftar", ask.Gabungkan, siti, ke_pasien=lain)


async def test_two_who_are_merged_into_each_other_at_once_make_no_circle(arsip: Arsip) -> None:
    satu, lain = await daftar(arsip, SITI), await daftar(arsip, Identitas(nama="Siti"))
    answers = await asyncio.gather(
        arsip.minta(ask.Gabungkan, satu, ke_pasien=lain), arsip.minta(ask.Gabungkan, lain, ke_pasien=satu)
    )
    assert sorted(isinstance(answer, Accepted) for answer in answers) == [False, True]


KEEMPAT = ("Aminah", "Baru", "Cantik", "Dewi")


@pytest.fixture
def berempat(arsip: Arsip) -> tuple[Arsip, list[str]]:
    ids = [baru() for _ in range(4)]
    for place, pasien in enumerate(ids):
        identitas = Identitas(nama=f"Siti {KEEMPAT[place]}")
        arsip.door.submit(wish(ask.PasienDaftarkan, pasien, identitas=identitas)).result()
    return arsip, ids


langkah = st.lists(st.tuples(st.sampled_from(["gabung", "pisah"]), st.integers(0, 3), st.integers(0, 3)), max_size=10)


def test_pointers_of_merged_patients_always_end_at_one_who_stands_alone(berempat: tuple[Arsip, list[str]]) -> None:
    arsip, ids = berempat

    @settings(max_examples=15, deadline=None)
    @given(langkah)
    def law(steps: list[tuple[str, int, int]]) -> None:
        for what, one, other in steps:
            gabung = what == "gabung"
            kind: type[Command] = ask.Gabungkan if gabung else ask.Pisahkan
            isi: dict[str, Any] = {"ke_pasien": ids[other]} if gabung else {}
            arsip.door.submit(wish(kind, ids[one], **isi)).result()
            with arsip.engine.connect() as connection:
                ends = kiup.tujuan(connection, ids)
                records = rows.records(connection, "pasien", ids)
                for pasien, end in ends.items():
                    assert records[end].keadaan is KeadaanPasien.TERDAFTAR
                    assert (pasien == end) == (records[pasien].digabung_ke is None)
                    assert pasien in kiup.serumpun(connection, end)

    law()
    folded: dict[str, Pasien] = {}
    for line in baris(arsip.engine):
        event = event_of(SimpleNamespace(**line))
        folded[event.subjek] = PASIEN.apply(folded.get(event.subjek, Pasien(event.subjek)), event)
    with arsip.engine.connect() as connection:
        assert rows.records(connection, "pasien", ids) == folded, "a patient is the sum of their facts"


async def test_the_index_of_words_is_what_the_names_say(arsip: Arsip) -> None:
    names = ["Siti Aminah", "Djoko Soesilo", "Siti Siti", "Nur Hayati Siti"]
    ids = [await daftar(arsip, Identitas(nama=nama)) for nama in names]
    await arsip.minta(ask.UbahIdentitas, ids[0], identitas=Identitas(nama="Siti Rahmah"))
    borne = [*zip(ids, names, strict=True), (ids[0], "Siti Rahmah")]
    with arsip.engine.connect() as connection:
        kept = {tuple(row) for row in connection.execute(select(t.pasien_kata.c.kunci, t.pasien_kata.c.pasien_id))}
        counts = dict(connection.execute(select(t.kata_nama.c.kata, t.kata_nama.c.jumlah)).all())
    satu_cerita(arsip.engine)
    assert kept == {(kunci, pasien) for pasien, nama in borne for kunci in kunci_nama(kata(nama))}
    assert counts.keys() == {word for _, nama in borne for word in kata(nama)}
    assert counts["aminah"] == counts["susilo"] == 1


async def test_possible_duplicates_are_found_with_their_reasons(arsip: Arsip) -> None:
    siti = await daftar(arsip, SITI)
    await daftar(arsip, Identitas(nama="Budi Santoso", tanggal_lahir=date(1990, 3, 12)))
    with arsip.engine.connect() as connection:
        for again in (
            Identitas(nama="Sitti Aminnah", tanggal_lahir=date(1990, 3, 12)),
            Identitas(nama="Siti Aminah", tanggal_lahir=date(1990, 12, 3)),
            Identitas(nama="Aminah", nik="3201015203900001"),
            Identitas(nama="Siti Aminah", telepon="+62 812-345-678"),
        ):
            (found,) = kiup.kembar(connection, again)
            assert found.orang.id == siti
            assert found.alasan
        assert kiup.kembar(connection, SITI, selain=siti) == ()


# ── nobody is told of ───────────────────────────────────────────────────────────────────────────────

KENARI = ("Kenarixyz", "3201019903900009", "0899999777", "Jalan Kenarixyz", "1977-07-07")


async def test_no_line_no_refusal_no_envelope_and_no_log_tells_who_anybody_is(arsip: Arsip) -> None:
    kenari = Identitas(
        nama="Kenarixyz Burung", nik=KENARI[1], telepon=KENARI[2], alamat=KENARI[3], tanggal_lahir=date(1977, 7, 7)
    )
    with capture_logs() as logged:
        pasien, lain = await daftar(arsip, kenari), await daftar(arsip, kenari, dikenal=False)
        await arsip.minta(ask.UbahIdentitas, pasien, identitas=kenari.model_copy(update={"nama": "Kenarixyz Baru"}))
        await arsip.minta(ask.UbahIdentitas, pasien, identitas=kenari, versi=1)
        await arsip.minta(ask.UbahIdentitas, pasien, DI_UMUM, identitas=kenari)
        await arsip.minta(ask.PasienDaftarkan, pasien, identitas=kenari)
        await arsip.minta(ask.PasienDaftarkan, baru(), DI_UMUM, identitas=kenari)
        await arsip.minta(ask.Gabungkan, lain, ke_pasien=pasien)
        await arsip.minta(ask.UbahIdentitas, lain, identitas=kenari)
        await arsip.minta(ask.Pisahkan, lain)
        command = wish(ask.PasienDaftarkan, baru(), identitas=kenari)
        broken = command.model_copy(update={"identitas": kenari.model_copy(update={"nama": None})})
        await arsip.door.execute(broken)  # the database refuses it: the fault is logged, not who it was about
    told = f"{logged}{command!r}"
    with arsip.engine.connect() as connection:
        for telling, _ in read(connection, PKM.kode, 0, 100):
            told += telling.amplop().decode()
        for table in ("jejak", "penolakan", "perlu_dicek", "tenggat", "kursor", "surat_mati"):
            told += repr(connection.execute(text(f"SELECT * FROM {table}")).all())  # noqa: S608 - our own names
    assert "pasien.terdaftar.v1" in told
    assert "perintah_gagal" in told
    assert [kenari for kenari in KENARI if kenari.lower() in told.lower()] == []
