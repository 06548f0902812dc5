"""A whole term of a simulated group, in seconds and with faults, and a judge who shares nothing
with what is judged.
"""
