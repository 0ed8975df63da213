package dev.cwforwarder.subscribe;

/// The polling that log groups are delegated to if they cannot be subscribed.
///
/// @param insights whether it may use Logs Insights, which AWS bills
public record Polling(Delegations delegations, boolean insights) {}
