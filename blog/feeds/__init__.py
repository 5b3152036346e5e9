"""What other programs read: feeds for readers, the map of the site for robots."""
