"""The operations, one file per API of Amazon; :class:`..client.Client` puts them together."""
