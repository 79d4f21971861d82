"""Reports of returns: what came back to Amazon, and what buyers ask to send back to the seller."""

from .report import Return, parse_amazon_return, parse_merchant_return, read_returns

__all__ = ["Return", "parse_amazon_return", "parse_merchant_return", "read_returns"]
