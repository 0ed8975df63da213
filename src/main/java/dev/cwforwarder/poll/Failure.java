package dev.cwforwarder.poll;

import java.time.Instant;

/// Why a source could not be read the last time.
///
/// @param reason the kind of obstacle
/// @param message what a person needs to know
/// @param since when it began
/// @param times how often in a row
/// @param retryAt when it is tried again
public record Failure(
    ReadException.Reason reason, String message, Instant since, int times, Instant retryAt) {}
