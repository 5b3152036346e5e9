"""The author's folder: which files there are, what they hold, what was seen of them before."""
