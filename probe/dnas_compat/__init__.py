"""Lets programs for a GPU and for old libraries run on this machine; every use is counted."""
