package dev.cwforwarder.subscribe;

/// One decision about one log group.
public record Step(LogGroup group, Decision decision) {}
