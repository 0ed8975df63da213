package dev.cwforwarder.wiring;

/// The forwarder's name and version, as records and requests carry them.
public final class Version {
  public static final String NAME = "clickstack-cloudwatch-forwarder";

  /// The same as in pom.xml, which a test checks; reading it from a file would cost cold start.
  static final String NUMBER = "0.1.0";

  private Version() {}
}
