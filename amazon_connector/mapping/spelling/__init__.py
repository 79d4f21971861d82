"""How names of people and places are written: folded, compared, and found."""
