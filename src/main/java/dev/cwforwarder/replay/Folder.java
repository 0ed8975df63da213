package dev.cwforwarder.replay;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The folders of the failure bucket that can be replayed. Each contains one folder per function,
/// or one per event source mapping with one per shard inside; those contain `YYYY/MM/DD/`.
///
/// @see <a
///   href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html">Records
///   of asynchronous invocations</a>
/// @see <a
///   href="https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html">Discarded
///   batches of Kinesis</a>
public enum Folder {
  /// Events that Lambda discarded after its retries.
  UNDELIVERED("undelivered", "aws/lambda/async/"),
  /// Batches of stream records that Lambda discarded after its retries.
  BATCHES("batches", "aws/lambda/"),
  /// Records that ClickStack refused: replay them after a fix.
  QUARANTINE("quarantine", "quarantine/"),
  /// Undecodable input: replay it with a newer version.
  UNDECODABLE("undecodable", "undecodable/"),
  /// Requests that ClickStack accepted partly: a replay duplicates most of their records.
  REJECTED("rejected", "rejected/");

  private final String label;
  private final String prefix;

  Folder(String label, String prefix) {
    this.label = label;
    this.prefix = prefix;
  }

  /// The common prefix of the keys.
  public String prefix() {
    return prefix;
  }

  /// The name of the folder in requests and reports.
  public String label() {
    return label;
  }

  /// The folder with this label.
  ///
  /// @throws IllegalArgumentException when there is none; the message lists the valid labels
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

  /// The folder of `key`: the first one whose prefix matches.
  static Optional<Folder> containing(String key) {
    return Arrays.stream(values()).filter(folder -> key.startsWith(folder.prefix)).findFirst();
  }

  /// The prefixes inside this folder below which keys start with the day.
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

  /// Whether records that are refused again stay in this folder. Refused records of objects that
  /// Lambda wrote go to quarantine, as on the push path.
  boolean leavesRefusedInPlace() {
    return this != UNDELIVERED && this != BATCHES;
  }
}
