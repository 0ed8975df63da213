package dev.cwforwarder.replay;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The parts of the failure bucket that can be replayed. Below each is a folder a function, or one
/// an event source mapping and in it one a shard; and in that `YYYY/MM/DD/`.
///
/// @see <a
///   href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html">Records
///   of asynchronous invocations</a>
/// @see <a
///   href="https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html">Discarded
///   batches of Kinesis</a>
public enum Folder {
  /// Events that Lambda gave up on.
  UNDELIVERED("undelivered", "aws/lambda/async/"),
  /// Records of a stream that Lambda gave up on, a batch each.
  BATCHES("batches", "aws/lambda/"),
  /// Records that ClickStack refused: of use after a fix.
  QUARANTINE("quarantine", "quarantine/"),
  /// Input that could not be decoded: of use with a newer version.
  UNDECODABLE("undecodable", "undecodable/"),
  /// Requests that ClickStack took in part: most of it would arrive twice.
  REJECTED("rejected", "rejected/");

  private final String label;
  private final String prefix;

  Folder(String label, String prefix) {
    this.label = label;
    this.prefix = prefix;
  }

  public String prefix() {
    return prefix;
  }

  /// Its name as a person writes it.
  public String label() {
    return label;
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
                    "no folder '%s': expected undelivered, batches, quarantine, undecodable or rejected"
                        .formatted(label)));
  }

  /// The folder `key` is in: the first one whose prefix it has.
  static Optional<Folder> containing(String key) {
    return Arrays.stream(values()).filter(folder -> key.startsWith(folder.prefix)).findFirst();
  }

  /// The folders of this part in which keys begin with the day.
  List<String> roots(Bucket bucket) throws BucketException {
    List<String> folders = bucket.folders(prefix);
    if (this != BATCHES) {
      return folders;
    }
    List<String> shards = new ArrayList<>();
    for (String mapping : folders) {
      if (!mapping.equals(UNDELIVERED.prefix)) {
        shards.addAll(bucket.folders(mapping));
      }
    }
    return shards;
  }

  /// Whether what is refused again simply stays. Lambda's records are taken apart as the push path
  /// does it: what is refused goes to quarantine.
  boolean keepsWhatIsRefused() {
    return this != UNDELIVERED && this != BATCHES;
  }
}
