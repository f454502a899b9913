"""Looks into a running search and writes down what it saw. It never changes what the program computes."""
