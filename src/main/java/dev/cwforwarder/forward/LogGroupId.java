package dev.cwforwarder.forward;

/// A log group, told apart from those of the same name elsewhere.
public record LogGroupId(String account, String region, String name) {}
