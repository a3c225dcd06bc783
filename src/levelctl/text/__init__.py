"""Text, independent of any canon: escaping, comparing, documents of styled blocks."""
