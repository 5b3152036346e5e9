"""Tags with an introduction, and series: posts that tell one story in parts."""
