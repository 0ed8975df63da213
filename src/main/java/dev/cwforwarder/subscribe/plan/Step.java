package dev.cwforwarder.subscribe.plan;

/// A decision about a log group.
public record Step(LogGroup group, Decision decision) {}
