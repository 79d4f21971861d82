"""Chaos: a busy half hour at Amazon, while workers are killed and PostgreSQL is restarted."""
