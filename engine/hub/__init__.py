"""A Dinkes' hub: who may say what on it, its certificates, its register of facilities. No wire, no database."""
