package dev.cwforwarder.forward;

/// Identifies a log group across accounts and Regions.
public record LogGroupId(String account, String region, String name) {}
