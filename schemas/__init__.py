"""The words on the wire: names, commands, events, subjects. Imports nothing of ours."""
