package dev.cwforwarder.model;

import static java.util.Objects.requireNonNull;

/// Where log events came from.
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
}
