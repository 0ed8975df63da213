package dev.cwforwarder.model;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/// The source of log events.
///
/// @param account twelve-digit AWS account id
/// @param region AWS Region, e.g. `eu-central-1`; empty when unknown
/// @param logGroup log group name
/// @param logStream log stream name
public record LogSource(String account, String region, String logGroup, String logStream) {
  public LogSource {
    requireNonNull(account, "account is null");
    requireNonNull(region, "region is null");
    requireNonNull(logGroup, "logGroup is null");
    requireNonNull(logStream, "logStream is null");
  }

  // Written by hand: resources are looked up by this key, and linking the JDK's implementation for
  // records takes milliseconds of the cold start.

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof LogSource source
        && logStream.equals(source.logStream)
        && logGroup.equals(source.logGroup)
        && account.equals(source.account)
        && region.equals(source.region);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * logStream.hashCode() + logGroup.hashCode()) + account.hashCode();
  }
}
