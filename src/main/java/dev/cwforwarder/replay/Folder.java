package dev.cwforwarder.replay;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The parts of the failure bucket that can be replayed. Below each is a folder a function, and in
/// it `YYYY/MM/DD/`.
///
/// Lambda writes the failures of a Kinesis event source mapping under
/// `aws/lambda/<mapping>/<shard>/YYYY/MM/DD/`: they get a constant of their own here and a case in
/// [ObjectReader] when there is such a mapping.
///
/// @see <a
///   href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html">Records
///   of asynchronous invocations</a>
public enum Folder {
  /// Events that Lambda gave up on.
  UNDELIVERED("aws/lambda/async/"),
  /// Records that ClickStack refused: of use after a fix.
  QUARANTINE("quarantine/"),
  /// Input that could not be decoded: of use with a newer version.
  UNDECODABLE("undecodable/"),
  /// Requests that ClickStack took in part: most of it would arrive twice.
  REJECTED("rejected/");

  private final String prefix;

  Folder(String prefix) {
    this.prefix = prefix;
  }

  public String prefix() {
    return prefix;
  }

  /// Its name as a person writes it.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The folder of this label.
  ///
  /// @throws IllegalArgumentException naming those there are
  public static Folder of(String label) {
    return Arrays.stream(values())
        .filter(folder -> folder.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no folder '%s': expected undelivered, quarantine, undecodable or rejected"
                        .formatted(label)));
  }

  /// The folder `key` is in.
  static Optional<Folder> containing(String key) {
    return Arrays.stream(values()).filter(folder -> key.startsWith(folder.prefix)).findFirst();
  }

  /// Whether what is refused again simply stays. Lambda's records are taken apart as the push path
  /// does it: what is refused goes to quarantine.
  boolean keepsWhatIsRefused() {
    return this != UNDELIVERED;
  }
}
