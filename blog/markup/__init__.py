"""What authors and readers write, understood: headers of files, posts and comments."""
