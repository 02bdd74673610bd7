"""The pure room: what roles ask for, what a person has, and the numbers made of both.

Standard library only. Nothing here touches a file, a clock, a terminal, pydantic, Rich or Textual;
today's date is always an argument.
"""
