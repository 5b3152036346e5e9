"""The app as the workers of `blog serve` load it."""

from blog.factory import create_app

app = create_app()
