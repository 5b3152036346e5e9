"""Dated posts and undated pages: their files, their rows, their addresses."""
