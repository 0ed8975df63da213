package dev.cwforwarder.demo;

/// What a service answered.
///
/// @param status of HTTP
/// @param millis when, since the epoch
record Outcome(int status, long millis) {}
