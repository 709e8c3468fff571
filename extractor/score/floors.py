"""Floors: a score that was reached may not be lost again."""

from __future__ import annotations

from collections.abc import Mapping

from extractor.score.report import Report

# Matrix products differ in their last bits from machine to machine, which flips a parse now and then.
_SLACK = 0.004


def measures(report: Report) -> dict[str, float]:
    """Every share of a report under one name each: ``f1``, ``slot.time``, ``dates`` …"""
    found = {name: getattr(report, name) for name in ("precision", "recall", "f1", "whole_claims")}
    found.update({f"slot.{slot}": tally.share for slot, tally in report.slots.items() if tally.share is not None})
    found.update({name: tally.share for name, tally in report.document.items() if tally.share is not None})
    return found


def below_floors(found: Mapping[str, float], floors: Mapping[str, float]) -> list[str]:
    """Say which measures are under their floor, or no longer measured."""
    return [
        f"{name}: {found.get(name, 'not measured')}, its floor is {floor}"
        for name, floor in floors.items()
        if name not in found or found[name] < floor - _SLACK
    ]


def raised(found: Mapping[str, float], floors: Mapping[str, float]) -> dict[str, float]:
    """The floors lifted to what is measured where that is higher; none is ever lowered."""
    names = [*floors, *(name for name in found if name not in floors)]
    return {name: max(floors.get(name, 0.0), found.get(name, 0.0)) for name in names}
