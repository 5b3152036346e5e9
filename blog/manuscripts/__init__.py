"""What an author is writing: kept as typed until it becomes a file, and what files said before."""
