"""Secrets at rest: plain helpers and a field, no models."""
