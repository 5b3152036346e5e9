"""From the author's files to the index: read, render, keep what changed."""
