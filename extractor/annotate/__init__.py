"""Mention layers: dates, laws, places, entities, attributions and numbers of an article."""
