"""The demo city's words and facts: plain data, one module per subject."""
