"""Amazon's own books of what it owes its sellers: double entry, and what it tells of each entry."""
