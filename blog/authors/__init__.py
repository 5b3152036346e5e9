"""Who signs posts: their files, their bios, their rows."""
