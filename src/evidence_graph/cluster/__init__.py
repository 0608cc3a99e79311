"""Whole-graph work on Apache Spark: the same sums as on one machine, over tables that need not fit on one.

`evidence_graph.exports.parquet` writes the tables, `session` opens a session on the master named by the
user, `jobs` says what is computed, and `partitions` is what runs on the executors.
"""
