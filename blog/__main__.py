"""`python -m blog` is the command `blog`."""

from blog.cli import main

main(prog_name="blog")
