"""The engine: decides, commits, tells. Knows neither web nor NATS."""
