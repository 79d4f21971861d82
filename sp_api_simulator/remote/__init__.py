"""What the client is made of; it needs nothing but the standard library."""
