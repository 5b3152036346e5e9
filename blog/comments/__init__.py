"""What readers say under a post: taken in once, laid out, closed when the author says so."""
