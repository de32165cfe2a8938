"""The workers: what listens to the stream, and what feeds it."""
