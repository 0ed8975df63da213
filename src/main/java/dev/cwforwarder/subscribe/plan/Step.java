package dev.cwforwarder.subscribe.plan;

/// One decision about one log group.
public record Step(LogGroup group, Decision decision) {}
