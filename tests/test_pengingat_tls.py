"""Mail over TLS, with certificates made on the spot: to the server it is meant for, or not at all."""

import ssl
from pathlib import Path

import pytest
import trustme
from sqlalchemy import Engine

from engine.pengingat.tahap import Tahap
from tests.gerbang import server_surel
from tests.kit import Jam
from tests.pengingat_kit import kiriman, kontak, kurang
from tests.test_pengingat_kanal import jam, pekerja, url

__all__ = ["jam", "url"]


@pytest.fixture(scope="module")
def penerbit() -> trustme.CA:
    """A certificate authority of this test's own."""
    return trustme.CA()


@pytest.mark.parametrize("skema", ["smtp", "smtps"])
@pytest.mark.parametrize(
    ("host", "dipercaya", "galat"),
    [
        ("127.0.0.1", True, None),
        ("127.0.0.1", False, "tls_sertifikat"),
        ("surel.rs.example", True, "tls_bukan_hostnya"),
    ],
)
async def test_a_mail_goes_encrypted_to_the_server_it_is_meant_for_or_not_at_all(  # noqa: PLR0913, PLR0917 - a case
    engine: Engine,
    jam: Jam,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    penerbit: trustme.CA,
    skema: str,
    host: str,
    dipercaya: bool,
    galat: str | None,
) -> None:
    kontak(engine, surel="dr@rs.example", kanal=["surel"])
    kurang(engine)
    trusted, context = tmp_path / "ca.pem", ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    (penerbit if dipercaya else trustme.CA()).cert_pem.write_to_path(str(trusted))
    penerbit.issue_cert(host).configure_cert(context)
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    async with server_surel(context, tersirat=skema == "smtps") as box:
        worker = pekerja(engine, jam, tmp_path, smtp_url=f"{skema}://127.0.0.1:{box.port}")
        await worker.susun()
        await worker.kirimkan("surel")
    (row,) = kiriman(engine)
    assert (len(box.surat), row.galat) == (0 if galat else 1, galat)
    assert row.keadaan == (Tahap.MENUNGGU if galat else Tahap.TERKIRIM)
