"""Finished pages: kept until something they show changes, found before Flask is entered."""
