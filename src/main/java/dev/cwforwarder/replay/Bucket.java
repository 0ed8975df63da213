package dev.cwforwarder.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The operations of a replay on the failure bucket. Implementations are thread-safe.
public interface Bucket {
  /// Maximum number of keys that [#list] returns and [#delete] accepts.
  int PAGE = 1_000;

  /// The metadata of an object.
  ///
  /// @param bytes size of the object
  /// @param modified when it was written, by the bucket's clock
  record Item(String key, long bytes, Instant modified) {}

  /// One page of objects in key order.
  ///
  /// @param last whether this is the last page
  record Page(List<Item> items, boolean last) {
    public Page {
      items = List.copyOf(items);
    }
  }

  /// A small object that is written conditionally.
  ///
  /// @param version changes with every write
  /// @param age time since the last write, by the bucket's clock only
  record Versioned(String version, Duration age) {}

  /// The common prefixes below `prefix` up to the next slash: `[prefix + "a/", prefix + "b/"]`.
  List<String> folders(String prefix) throws BucketException;

  /// At most [#PAGE] objects whose keys start with `prefix` and follow `after`.
  Page list(String prefix, String after) throws BucketException;

  /// Reads the content of an object; empty when the object does not exist.
  ///
  /// @param maxBytes limit of the size
  /// @throws BucketException also when the object is larger; [BucketException#isOfOneObject] tells
  ///   whether other objects may be readable
  Optional<byte[]> read(String key, int maxBytes) throws BucketException;

  /// Deletes at most [#PAGE] objects; objects that no longer exist count as deleted.
  ///
  /// @return the keys that could not be deleted, with the reasons
  Map<String, String> delete(List<String> keys) throws BucketException;

  /// Copies an object within the bucket and overwrites an existing one.
  ///
  /// @throws BucketException [BucketException#isOfOneObject] tells whether other objects can be
  ///   copied
  void copy(String from, String to) throws BucketException;

  /// The version of the object at `key`; empty when it does not exist.
  Optional<Versioned> version(String key) throws BucketException;

  /// Writes an object unless another process has written it in the meantime.
  ///
  /// @param expected the version that the object must have; empty when it must not exist
  /// @return the new version; empty when the condition does not hold
  Optional<String> writeIf(String key, String content, String expected) throws BucketException;
}
