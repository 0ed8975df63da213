package dev.cwforwarder.demo;

/// The response of a service.
///
/// @param status the HTTP status
/// @param millis milliseconds since the epoch
record Outcome(int status, long millis) {}
