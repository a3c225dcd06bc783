"""Turns the pages of `levelctl show` into documents."""
