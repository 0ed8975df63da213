package dev.cwforwarder.aws;

import org.jspecify.annotations.Nullable;

/// Detects listings that make no progress, and would never end.
final class Paging {
  private Paging() {}

  /// Whether the answer would be the same for the next page.
  ///
  /// @param sent the page token of the request; null for the first page
  /// @param next the page token of the answer; null for the last page
  static boolean isStuck(@Nullable Object sent, @Nullable Object next) {
    return next != null && next.equals(sent);
  }

  /// What went wrong, for the operator.
  ///
  /// @param request the request and what it is about
  static String problem(String request) {
    return request + ": AWS answered with the page token that it was sent, so the list has no end";
  }
}
