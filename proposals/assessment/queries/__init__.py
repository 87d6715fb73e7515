"""Reading assessments: the board, one of them, what waits for somebody, and what residents are shown."""
