"""Imports and looks up published occupation codes and wages."""
