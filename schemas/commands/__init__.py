"""Wishes: one module a workflow, one class a wish. `COMMANDS` finds a class by its `jenis`."""

from schemas.commands import berkas
from schemas.message import Command

COMMANDS: dict[str, type[Command]] = {
    command.jenis: command
    for command in vars(berkas).values()
    if isinstance(command, type) and issubclass(command, Command) and command.jenis
}
