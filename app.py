"""The app of the blog in the current folder, for gunicorn, waitress or `flask run`."""

from blog.factory import create_app

app = create_app(serving=True)
