"""Pages and fragments of conversations. Whatever cannot be read answers 404, whether it exists or not."""
