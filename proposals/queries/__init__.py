"""Reading proposals: lists in four orders, search, maps and single pages."""
