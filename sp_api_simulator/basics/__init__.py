"""What everything else rests on: time, money, places, chance, quotas; it knows no state."""
