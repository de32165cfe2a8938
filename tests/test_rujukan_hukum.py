"""Laws of referrals: both sides end equal whatever crosses on the way, and a record is the sum of its facts."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.refusals import Refusal
from engine.workflow import Step
from engine.workflows.rujukan import RUJUKAN, Rujukan, bersama
from schemas.commands import rujukan as ask
from schemas.message import Command
from schemas.names import ArahRujukan, JalurRujukan, KeadaanRujukan, LangkahPenerima, LangkahPerujuk
from tests.rujukan_kit import DOKTER_POLI, JANJI, PUSKESMAS, RS, TUTUP_TANPA, Berdua, naskah

S = KeadaanRujukan
PERUJUK: list[tuple[type[Command], dict[str, Any]]] = [
    (ask.Batalkan, {}),
    (ask.Tutup, {}),
    (ask.Tutup, TUTUP_TANPA),
    (ask.Kirim, {}),
]
PENERIMA: list[tuple[type[Command], dict[str, Any]]] = [
    (ask.Terima, {}),
    (ask.Terima, JANJI),
    (ask.Tolak, {}),
    (ask.Tiba, {}),
    (ask.Layani, {}),
    (ask.TidakDatang, {}),
    (ask.Balas, {}),
]
LANGKAH = st.one_of(
    st.tuples(st.just("perujuk"), st.sampled_from(PERUJUK)),
    st.tuples(st.just("penerima"), st.sampled_from(PENERIMA)),
    st.tuples(st.just("antar"), st.sampled_from(["perujuk", "penerima"])),
    st.tuples(st.just("lewat"), st.sampled_from(["perujuk", "penerima"])),
)


@settings(max_examples=120, deadline=None)
@given(st.lists(LANGKAH, min_size=8, max_size=30), st.booleans())
def test_whatever_crosses_on_the_way_both_sides_end_equal(steps: list[tuple[str, Any]], surat_dulu: bool) -> None:
    dua = Berdua()
    assert isinstance(dua.kirim(), Step)
    if surat_dulu:  # the patient came with the letter before the line was back
        masuk = dua.penerima.masuk[0].isi
        isi = {n: getattr(masuk, n) for n in ("layanan", "alasan_rujukan", "identitas", "surat")} | {
            "perujuk": PUSKESMAS
        }
        assert isinstance(dua.langkah(dua.penerima, ask.Masuk, **isi), Step)
    for what, which in steps:
        if what in {"antar", "lewat"}:
            getattr(dua, what)(getattr(dua, which))
        else:
            sisi = getattr(dua, what)
            kind, isi = which
            if sisi.rujukan.versi:
                dua.langkah(sisi, kind, **isi)
        for sisi in (dua.perujuk, dua.penerima):
            _jumlah_peristiwanya(sisi.rujukan, sisi.peristiwa)
    assert dua.antar_semua() == [], "news of the other side is never refused"
    p, r = dua.perujuk.rujukan, dua.penerima.rujukan
    assert (p.arah, r.arah) == (ArahRujukan.KELUAR, ArahRujukan.MASUK)
    same = (
        *(
            "keadaan",
            "langkah_perujuk",
            "langkah_penerima",
            "perujuk",
            "tujuan",
            "layanan",
            "alasan_rujukan",
            "darurat",
        ),
        *("kelas", "kemampuan", "alasan_tolak", "saran", "alasan_batal", "alasan_tutup", "tindak_lanjut"),
    )
    assert {name: getattr(p, name) for name in same} == {name: getattr(r, name) for name in same}
    for sisi in (dua.perujuk, dua.penerima):
        while sisi.rujukan.janji_sampai:
            dua.lewat(sisi)
    assert (dua.perujuk.rujukan.janji_kelas, dua.perujuk.rujukan.keadaan) == (None, dua.penerima.rujukan.keadaan)


def _jumlah_peristiwanya(rujukan: Rujukan, peristiwa: list[Any]) -> None:
    record = Rujukan(rujukan.id)
    for event in peristiwa:
        assert event.dari is record.keadaan
        record = RUJUKAN.apply(record, event)
        assert event.ke is record.keadaan, "the table and the two sides' steps say the same"
    assert record == rujukan
    if rujukan.versi:
        assert rujukan.keadaan is bersama(rujukan.langkah_perujuk, rujukan.langkah_penerima)


def test_every_pair_of_steps_comes_to_one_state() -> None:
    for perujuk in LangkahPerujuk:
        for penerima in LangkahPenerima:
            found = bersama(perujuk, penerima)
            if perujuk is LangkahPerujuk.DITUTUP:
                assert found is S.DITUTUP
            elif penerima in {LangkahPenerima.TIBA, LangkahPenerima.DILAYANI, LangkahPenerima.DIBALAS}:
                assert found == penerima.value, "who is there is there, also where it was called off on the way"


@pytest.mark.parametrize("kind", [kind for kind, _ in PENERIMA])
def test_the_sender_takes_no_step_of_the_receiver(kind: type[Command]) -> None:
    dua = Berdua()
    dua.kirim()
    while isinstance(dua.antar(dua.penerima), Step):
        pass
    for before in ((), (ask.Terima,), (ask.Tiba,), (ask.Tiba, ask.Layani)):
        other = Berdua()
        other.kirim()
        other.antar(other.penerima)
        for one in before:
            other.langkah(other.penerima, one)
        other.antar_semua()
        answer = other.langkah(other.perujuk, kind)
        assert isinstance(answer, Refusal), (kind, before)
        assert answer.kode in {"milik_penerima", "keadaan_tidak_sesuai"}


def test_news_is_believed_from_the_other_side_of_this_referral_only() -> None:
    dua = Berdua()
    dua.kirim()
    dua.antar(dua.penerima)
    dua.langkah(dua.penerima, ask.Terima)
    forged = dua.perujuk.masuk.popleft()._replace(asal="RS9")
    dua.perujuk.masuk.append(forged)
    answer = dua.antar(dua.perujuk)
    assert isinstance(answer, Refusal)
    assert answer.kode == "dari_penerima"
    assert dua.perujuk.rujukan.keadaan is S.DIKIRIM


def test_nothing_of_a_draft_is_told_to_anybody() -> None:
    dua = Berdua()
    assert isinstance(dua.susun(), Step)
    assert isinstance(dua.langkah(dua.perujuk, ask.Batalkan), Step)
    assert not dua.penerima.masuk


def test_a_letter_on_paper_tells_nobody_and_its_status_is_kept_by_hand() -> None:

    dua = Berdua(JalurRujukan.SURAT)
    dua.kirim()
    for kind in (ask.Terima, ask.Tiba, ask.Layani, ask.Balas, ask.Tutup):
        assert isinstance(dua.langkah(dua.perujuk, kind), Step), kind
    assert dua.perujuk.rujukan.keadaan is S.DITUTUP
    assert not dua.penerima.masuk


def test_what_is_told_of_a_referral_holds_nothing_of_the_patient() -> None:
    dua = Berdua()
    dua.kirim()
    dua.antar(dua.penerima)
    for kind in (ask.Terima, ask.Tiba, ask.Layani, ask.Balas):
        dua.langkah(dua.penerima, kind)
    dua.antar_semua()
    told = b"".join(event.data() for event in (*dua.perujuk.peristiwa, *dua.penerima.peristiwa))
    for secret in (b"CONTOH", b"tifoid", b"A01", b"3201010101900001", b"infus", b"Seftriakson", b"mual"):
        assert secret not in told
    assert naskah()["tujuan"] == RS
    assert DOKTER_POLI.id in {event.pelaku for event in dua.perujuk.peristiwa}
