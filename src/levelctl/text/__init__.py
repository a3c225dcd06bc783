"""Text independent of any canon: escaping, comparison, documents of styled blocks."""
