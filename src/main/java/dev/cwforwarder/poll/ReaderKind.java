package dev.cwforwarder.poll;

/// The ways to read a log group.
public enum ReaderKind {
  /// `FilterLogEvents`: free of charge, standard class only.
  FILTER,
  /// A Logs Insights query: every class, billed by what it scans, minutes behind.
  INSIGHTS
}
