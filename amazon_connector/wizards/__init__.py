"""Dialogues: each model is <document>.<action>."""
