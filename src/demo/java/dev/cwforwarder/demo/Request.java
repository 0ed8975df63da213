package dev.cwforwarder.demo;

import static java.util.Objects.requireNonNull;

/// A request to the gateway.
///
/// @param millis milliseconds since the epoch
/// @param client the application that sends it
/// @param address the IP address of the client
/// @param trace the root of its trace
record Request(
    long millis,
    String method,
    String route,
    String path,
    String client,
    String address,
    String agent,
    TraceContext trace) {
  Request {
    requireNonNull(method, "method is null");
    requireNonNull(route, "route is null");
    requireNonNull(path, "path is null");
    requireNonNull(client, "client is null");
    requireNonNull(address, "address is null");
    requireNonNull(agent, "agent is null");
    requireNonNull(trace, "trace is null");
  }
}
