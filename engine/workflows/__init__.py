"""The lives: one module a workflow, each its states, guards, settle and table of moves. Pure."""
