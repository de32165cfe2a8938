"""The web: pages and API over the engine."""
