"""The command line: the composition root, above all doors."""
