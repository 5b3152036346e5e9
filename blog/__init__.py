"""Second Wind: a personal blog with comments, kept in one folder of Markdown files."""
