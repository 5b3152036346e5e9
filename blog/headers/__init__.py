"""The headers of the author's files: found, read as text, understood field by field."""
