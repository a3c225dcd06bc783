"""Job titles that a person has coded: read from a file or import, and looked up by their words."""
