"""What staff find out about a proposal before the city answers."""
