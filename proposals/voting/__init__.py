"""The deciding vote of a participatory budget."""
