"""The author's pages."""
