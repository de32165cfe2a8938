"""The hub's own little certificate authority: it says who the hub is, to facilities that were handed its root.

No public authority is asked: a hub often has no public name, and a facility trusts this one root and no other.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from ipaddress import ip_address
from typing import Final, NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

UMUR_AKAR: Final = timedelta(days=3650)
UMUR_PELADEN: Final = timedelta(days=825)
"""Longer ones some TLS libraries refuse."""
JAM_MELESET: Final = timedelta(days=1)
"""A facility's clock may be behind ours."""


class Pasangan(NamedTuple):
    """A certificate and its private key, both as PEM."""

    sertifikat: bytes
    kunci: bytes


def buat_akar(nama: str, now: datetime) -> Pasangan:
    """The root of a hub of this name."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = _nama(f"Jejak hub {nama}")
    made = (
        _mulai(subject, subject, key.public_key(), now, UMUR_AKAR)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_pakai(tanda_sertifikat=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    return _pem(made, key)


def buat_peladen(akar: Pasangan, alamat: Sequence[str], now: datetime) -> Pasangan:
    """A certificate for the hub's server, good for these host names and addresses."""
    root, root_key = _akar(akar)
    key = ec.generate_private_key(ec.SECP256R1())
    made = (
        _mulai(_nama(alamat[0]), root.subject, key.public_key(), now, UMUR_PELADEN)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_pakai(tanda_sertifikat=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName([_sebutan(one) for one in alamat]), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key()), critical=False)
        .sign(root_key, hashes.SHA256())
    )
    return _pem(made, key)


def habis(pem: bytes) -> datetime:
    """Until when a certificate holds."""
    return x509.load_pem_x509_certificate(pem).not_valid_after_utc


def sidik(pem: bytes) -> str:
    """The SHA-256 of a certificate, in hex."""
    return x509.load_pem_x509_certificate(pem).fingerprint(hashes.SHA256()).hex()


def _mulai(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, now: datetime, umur: timedelta
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - JAM_MELESET)
        .not_valid_after(now + umur)
    )


def _akar(akar: Pasangan) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    key = serialization.load_pem_private_key(akar.kunci, None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise TypeError("kunci akar bukan kunci kurva eliptik")
    return x509.load_pem_x509_certificate(akar.sertifikat), key


def _nama(nama: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, nama[:64])])


def _sebutan(alamat: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(alamat))
    except ValueError:
        return x509.DNSName(alamat)


def _pakai(*, tanda_sertifikat: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not tanda_sertifikat,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=tanda_sertifikat,
        crl_sign=tanda_sertifikat,
        encipher_only=False,
        decipher_only=False,
    )


def _pem(made: x509.Certificate, key: ec.EllipticCurvePrivateKey) -> Pasangan:
    plain = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return Pasangan(made.public_bytes(serialization.Encoding.PEM), plain)
