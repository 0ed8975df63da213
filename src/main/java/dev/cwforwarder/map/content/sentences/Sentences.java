package dev.cwforwarder.map.content.sentences;

import dev.cwforwarder.map.content.sources.KnownObject;
import org.jspecify.annotations.Nullable;

/// Finds the sentence of an object by what reading it has already recognized. Each table is loaded
/// with the first object that needs it.
public final class Sentences {
  private static final String PLATFORM = "platform.";
  private static final KnownObject[] KINDS = KnownObject.values();

  private Sentences() {}

  /// The sentence of an object.
  ///
  /// @param knownObjects the flags of its [KnownObject]s
  /// @param type the text of its field `type`; null for none
  /// @param isRequest whether it describes an HTTP request and its status
  /// @return null if the kind is not known
  public static @Nullable Sentence of(int knownObjects, @Nullable String type, boolean isRequest) {
    if (knownObjects != 0) {
      return of(KINDS[Integer.numberOfTrailingZeros(knownObjects)]);
    }
    if (type != null && type.startsWith(PLATFORM)) {
      return PlatformTable.TEMPLATES.of(type);
    }
    return isRequest ? RequestTable.TEMPLATES.of("HTTP") : null;
  }

  private static @Nullable Sentence of(KnownObject kind) {
    return switch (kind) {
      case METRICS -> MetricsSentence.EMBEDDED;
      case INSIGHTS -> MetricsSentence.PLAIN;
      case CLOUD_TRAIL, FIREWALL, CLUSTER_AUDIT, RESOLVER, STATES, APP_SYNC, NETWORK_FIREWALL ->
          ObjectTable.TEMPLATES.of(kind.name());
    };
  }

  private static final class PlatformTable {
    static final Templates TEMPLATES = new Templates(SentenceTable.PLATFORM);
  }

  private static final class ObjectTable {
    static final Templates TEMPLATES = new Templates(SentenceTable.OBJECTS);
  }

  private static final class RequestTable {
    static final Templates TEMPLATES = new Templates(SentenceTable.REQUESTS);
  }
}
