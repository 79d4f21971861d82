"""What can be done to the world from outside, in plain words; each action takes it first.

They return what JSON can hold, so that the control endpoint is a thin skin over them, and are
the in-process Python API at the same time.
"""
