"""The storm: everything that can go wrong between us and the Page, at once.

Real workers, beats and broker are killed at random, clocks jump, and the Page's
server lies in all the ways that Facebook was seen to. What stands on the Page at
the end is held against what CityHub says.
"""
