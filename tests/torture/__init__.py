"""The torture: clients outside, a Jejak that is killed and lied to inside, and a checker that trusts neither."""
