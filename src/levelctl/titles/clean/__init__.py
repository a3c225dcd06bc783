"""Removes noise, such as places and requisition numbers, from a title as typed."""
