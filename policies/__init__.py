"""Policy data, with source and confidence."""
