package dev.cwforwarder.subscribe.plan;

/// A decision about a log group.
public record Step(ListedGroup group, Decision decision) {}
