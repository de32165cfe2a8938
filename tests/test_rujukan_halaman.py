"""The pages of referrals: written, sent, answered, registered; nothing typed is lost, nobody else sees a name."""

import re
from typing import Any

from sqlalchemy import select

from engine import tables as t
from engine.database import writing
from engine.facility import Unit, add_unit, baru
from engine.fasyankes_luar import FasyankesLuar, simpan
from schemas.names import KodeUnit, Peran
from tests.kit_web import Web
from tests.test_pages import Orang, notice, url

__all__ = ["url"]

SURAT = {
    "surat.anamnesis": "Demam lima hari\nmual dan pusing",
    "surat.diagnosis": "Demam tifoid",
    "surat.kode_diagnosis": "a010",
    "surat.terapi": "Cairan infus",
    "surat.maksud": "Rawat inap",
}


async def siapkan(web: Web) -> tuple[Orang, str]:
    """A doctor, a patient, and where letters go to."""
    with writing(web.konteks.engine).begin() as connection:
        for one in (("RS1", "RS Contoh", "rs"), ("PKM2", "Puskesmas Dua", "puskesmas")):
            assert isinstance(simpan(connection, FasyankesLuar(*one)), FasyankesLuar)
        assert isinstance(add_unit(connection, Unit(KodeUnit("IGD"), "Gawat Darurat", "gawat_darurat")), Unit)
    loket = Orang(web, "loket", Peran.PETUGAS_PENDAFTARAN, Peran.PEREKAM_MEDIS)
    answer = await web.perintah("", amplop={"jenis": "pasien.daftarkan"}, identitas={"nama": "PASIEN RAHASIA CONTOH"})
    assert answer.status_code == 200, answer.text
    del loket
    return Orang(web, "dokter", Peran.DOKTER), str(answer.json()["subjek"])


def isian(pasien: str, **lain: str) -> dict[str, Any]:
    """A whole form."""
    return (
        {
            "command_id": baru(),
            "pasien": pasien,
            "tujuan": "RS1",
            "unit": "UMUM",
            "layanan": "rawat_jalan",
            "alasan_rujukan": "konsultasi_spesialis",
        }
        | SURAT
        | lain
    )


async def test_a_letter_is_written_sent_printed_and_kept_in_the_register(web: Web) -> None:
    doctor, pasien = await siapkan(web)
    form = await doctor.buka(f"/rujukan/baru?pasien={pasien}")
    assert form.status_code == 200
    assert "PASIEN RAHASIA CONTOH" in form.text
    sent = await doctor.kirim("/rujukan/baru", **isian(pasien, kirim="ya"))
    assert sent.status_code == 303, notice(sent)
    path = sent.headers["location"].partition("?")[0]
    page = await doctor.buka(path)
    assert "Menunggu jawaban" in page.text
    assert "A01.0" in page.text
    for made, kind in ((f"{path}/surat.pdf", "application/pdf"), (f"{path}/surat", "text/html")):
        answer = await doctor.buka(made)
        assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (200, kind)
    for ending in ("", ".pdf", ".xlsx", ".csv"):
        answer = await doctor.buka(f"/rujukan/register{ending}?arah=keluar")
        assert answer.status_code == 200
    assert "PASIEN RAHASIA CONTOH" in answer.text
    listed = await doctor.buka("/rujukan?arah=keluar&bagian=semua")
    assert path in listed.text
    found = await doctor.kirim("/rujukan/cari", arah="keluar", q="rahasia")
    assert path in found.text


async def test_what_is_missing_is_named_and_the_draft_is_kept_with_all_that_was_typed(web: Web) -> None:
    doctor, pasien = await siapkan(web)
    answer = await doctor.kirim("/rujukan/baru", **isian(pasien, kirim="ya", **{"surat.terapi": ""}))
    assert answer.status_code == 409, notice(answer)
    assert "terapi atau tindakan" in notice(answer)
    assert "mual dan pusing" in answer.text
    with web.konteks.engine.connect() as connection:
        row = connection.execute(select(t.rujukan)).one()
    assert row.keadaan == "disusun"
    again = isian(pasien, kirim="ya", versi=str(row.versi))
    mended = await doctor.kirim(f"/rujukan/{row.id}/ubah", **again)
    assert mended.status_code == 303, notice(mended)
    bad = await doctor.kirim("/rujukan/baru", **isian(pasien, **{"surat.nadi": "cepat sekali"}))
    assert bad.status_code == 422
    assert "cepat sekali" in bad.text


async def test_a_sent_form_sent_again_sends_one_letter(web: Web) -> None:
    doctor, pasien = await siapkan(web)
    form = isian(pasien, kirim="ya")
    first, second = await doctor.kirim("/rujukan/baru", **form), await doctor.kirim("/rujukan/baru", **form)
    assert first.headers["location"] == second.headers["location"]
    with web.konteks.engine.connect() as connection:
        assert len(connection.execute(select(t.rujukan)).all()) == 1


async def test_who_comes_with_a_letter_is_registered_with_its_data_and_nothing_is_typed_twice(web: Web) -> None:
    await siapkan(web)
    desk = Orang(web, "meja", Peran.PETUGAS_PENDAFTARAN, unit="RM")
    letter = {
        "command_id": baru(),
        "perujuk": "PKM2",
        "nomor": "7/03/2026",
        "layanan": "rawat_jalan",
        "alasan_rujukan": "konsultasi_spesialis",
        "identitas.nama": "TAMU RUJUKAN CONTOH",
        "identitas.nomor_jkn": "0001234567890",
        "surat.diagnosis": "Demam tifoid",
    }
    taken = await desk.kirim("/rujukan/masuk", **letter)
    assert taken.status_code == 303, notice(taken)
    path = taken.headers["location"]
    page = await desk.buka(path)
    assert page.status_code == 200
    assert 'value="TAMU RUJUKAN CONTOH"' in page.text
    form = dict(re.findall(r'<input[^>]*name="([a-z_]+)" value="([^"]*)"', page.text))
    form |= {"pasien": "", "unit": "UMUM", "cara_bayar": "jkn", "berkas_baru": "ya", "jenis_kelamin": "perempuan"}
    came = await desk.kirim(path, **{name: value for name, value in form.items() if name != "csrf"})
    assert came.status_code == 303, notice(came)
    with web.konteks.engine.connect() as connection:
        row = connection.execute(select(t.rujukan)).one()
        visit = connection.execute(select(t.kunjungan)).one()
        who = connection.execute(select(t.pasien).where(t.pasien.c.id == row.pasien)).one()
    assert (row.keadaan, row.kunjungan) == ("tiba", visit.id)
    assert (visit.asal_pasien, visit.surat_rujukan, visit.nomor_rujukan) == ("puskesmas", True, "7/03/2026")
    assert (who.nama, who.nomor_jkn) == ("TAMU RUJUKAN CONTOH", "0001234567890")
    assert "rahasia" not in str(came.headers).lower()


async def test_an_auditor_sees_no_referral_and_the_interface_tells_no_name(web: Web) -> None:
    doctor, pasien = await siapkan(web)
    sent = await doctor.kirim("/rujukan/baru", **isian(pasien, kirim="ya"))
    auditor = Orang(web, "auditor", Peran.AUDITOR)
    path = sent.headers["location"].partition("?")[0]
    for where in ("/rujukan", path, f"{path}/surat.pdf", "/rujukan/register"):
        assert (await auditor.buka(where)).status_code == 403
    listed = await web.baca("rujukan", bagian="semua")
    one = await web.baca(f"rujukan/{path.rpartition('/')[2]}")
    assert [row["id"] for row in listed["isi"]] == [one["id"]]
    assert "RAHASIA" not in str(listed) + str(one)
    assert (await doctor.buka("/rujukan/bukan-id")).status_code == 404
