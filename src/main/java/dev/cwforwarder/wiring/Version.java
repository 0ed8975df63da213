package dev.cwforwarder.wiring;

/// The forwarder's name and version, as in records and requests.
public final class Version {
  public static final String NAME = "clickstack-cloudwatch-forwarder";

  /// Must equal the version in pom.xml, which a test verifies. Reading it from a file would slow
  /// the cold start.
  static final String NUMBER = "0.1.0";

  private Version() {}
}
