"""One dispatch through the house, and many: the only place that wires rooms together."""

from dateline.pipeline.adding import add, run_of
from dateline.pipeline.annotating import Annotator, annotate, annotators, in_order, marks
from dateline.pipeline.reconciling import outcomes, reconcile
from dateline.pipeline.report import Report

__all__ = [
    "Annotator",
    "Report",
    "add",
    "annotate",
    "annotators",
    "in_order",
    "marks",
    "outcomes",
    "reconcile",
    "run_of",
]
