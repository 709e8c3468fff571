"""Shards: the unit of work of a run, whole on the disk or not there at all.

A shard is a few thousand inputs and what was made of them. Its key is a hash of the inputs and of
all versions that can change a record; its manifest is written last, and nothing without a manifest
is trusted. So a shard may be worked on twice, on any machine, and nothing is lost or doubled.
"""

from __future__ import annotations
