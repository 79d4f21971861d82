"""Dialogues: each model is <document>.<action>."""

from . import (
    amazon_order_cancel,
)
