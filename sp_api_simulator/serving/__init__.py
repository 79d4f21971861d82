"""The addresses: Amazon's, those of the storage and of the log-in, and the control endpoint."""
