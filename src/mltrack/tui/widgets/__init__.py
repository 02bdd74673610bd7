"""Widgets: each shows one value and posts requests; none reaches for a sibling or for the app."""
