"""Working on feeds: a file per type."""
