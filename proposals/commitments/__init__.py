"""What the city promises in its answers, and whether it keeps it."""
