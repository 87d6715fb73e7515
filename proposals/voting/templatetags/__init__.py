"""Template tags of voting."""
