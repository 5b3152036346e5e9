"""What the author chooses for the whole site, in site.toml."""
