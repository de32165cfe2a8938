"""The root key of a hub's directory: kept offline by the office, in a file the operator points to when he needs it.

Whoever has it says who is who on the hub, and can let himself be taken for a hospital: it never lies on the machine
the hub runs on longer than a command takes.
"""

import os
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


class AkarSalah(Exception):
    """The file is no root key, or another hub's. Says what to do."""


def buat(path: Path) -> Ed25519PrivateKey:
    """A new root key in a new file that only its owner reads. Raises AkarSalah."""
    key = Ed25519PrivateKey.generate()
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(pem)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise AkarSalah(f"Kunci akar tidak bisa ditulis ke {path}: {error.strerror}.") from error
    return key


def baca(path: Path) -> Ed25519PrivateKey:
    """The root key in this file. Raises AkarSalah."""
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), None)
    except OSError as error:
        raise AkarSalah(f"Kunci akar {path} tidak terbaca: {error.strerror}. Pasang medianya lebih dulu.") from error
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise AkarSalah(f"{path} bukan kunci akar.") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise AkarSalah(f"{path} bukan kunci akar.")
    return key


def umum(key: Ed25519PrivateKey) -> str:
    """Its public key, in hex."""
    return key.public_key().public_bytes_raw().hex()
