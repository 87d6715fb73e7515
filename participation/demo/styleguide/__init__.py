"""The living style page: every component in its states, colours with their contrast, type, space and icons."""
