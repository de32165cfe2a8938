"""What follows from a fact: pure functions from a line of the ledger to wishes. `workers/` asks them."""
