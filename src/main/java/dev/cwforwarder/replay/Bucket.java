package dev.cwforwarder.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The failure bucket as a replay sees it. Implementations are thread-safe.
public interface Bucket {
  /// Most keys that [#list] gives and [#delete] takes at once.
  int PAGE = 1_000;

  /// An object without its content.
  ///
  /// @param bytes its size
  /// @param modified when it was written, by the bucket's clock
  record Item(String key, long bytes, Instant modified) {}

  /// Some objects in the order of their keys.
  ///
  /// @param last whether there are no more
  record Page(List<Item> items, boolean last) {
    public Page {
      items = List.copyOf(items);
    }
  }

  /// A small object that is written under conditions.
  ///
  /// @param version changes with every write
  /// @param age how long ago it was written, by the bucket's clock alone
  record Versioned(String version, Duration age) {}

  /// What stands between `prefix` and the next slash: `[prefix + "a/", prefix + "b/"]`.
  List<String> folders(String prefix) throws BucketException;

  /// At most [#PAGE] objects whose keys begin with `prefix` and come after `after`.
  Page list(String prefix, String after) throws BucketException;

  /// The object's content; empty when it is gone.
  ///
  /// @param maxBytes never more is read
  /// @throws BucketException also when it is larger
  Optional<byte[]> read(String key, int maxBytes) throws BucketException;

  /// Deletes at most [#PAGE] objects; those that are gone already count as deleted.
  ///
  /// @return what could not be deleted, with the reason
  Map<String, String> delete(List<String> keys) throws BucketException;

  /// Copies within the bucket, overwriting.
  void copy(String from, String to) throws BucketException;

  /// What is known of the object at `key`; empty when there is none.
  Optional<Versioned> version(String key) throws BucketException;

  /// Writes the object unless somebody else wrote it since.
  ///
  /// @param expected the version it must have; empty when it must not exist
  /// @return its new version; empty when the condition does not hold
  Optional<String> writeIf(String key, String content, String expected) throws BucketException;
}
