"""From the simulator's state to the JSON of Amazon's models."""
