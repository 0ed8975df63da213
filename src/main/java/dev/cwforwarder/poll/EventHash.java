package dev.cwforwarder.poll;

/// A 64-bit hash of an event id. Checkpoints store it, so the algorithm must never change.
final class EventHash {
  private static final long OFFSET = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private EventHash() {}

  /// FNV-1a over the id's characters, then mixed: the ids of one second differ in few digits, but
  /// the sums of their hashes must differ in all bits.
  static long of(String id) {
    long hash = OFFSET;
    for (int i = 0; i < id.length(); i++) {
      hash = (hash ^ id.charAt(i)) * PRIME;
    }
    hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
    hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
    return hash ^ (hash >>> 31);
  }
}
