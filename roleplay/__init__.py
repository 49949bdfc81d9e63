"""Practise sales conversations against a buyer who holds back, objects, warms up or walks out."""

__version__ = "0.1.0"
