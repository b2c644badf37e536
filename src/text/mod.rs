//! The one place that measures, cuts, pads and wraps text in terminal columns.
