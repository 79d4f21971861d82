"""What the measurements share: a shop, its rows and workers, the naive way, and the report."""
