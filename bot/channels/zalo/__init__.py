"""Zalo's Bot Platform, over aiohttp: the adapter is ours, since no library for it can be used."""
