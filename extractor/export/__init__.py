"""Write reviewed claims in the formats of other tools."""
