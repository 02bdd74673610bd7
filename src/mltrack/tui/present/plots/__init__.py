"""From numbers to rows: columns, curves, the way to a target and a year of days, in the cells there are.

Pure functions. What they return is never wider or higher than asked, scales begin at nothing, and
every sign can be told from the others without colour.
"""
