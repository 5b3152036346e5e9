"""The training log: what the author did from day to day, what hurt, and what was tried."""
