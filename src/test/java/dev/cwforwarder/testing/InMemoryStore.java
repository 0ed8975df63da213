package dev.cwforwarder.testing;

import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.store.DocumentFormat;
import dev.cwforwarder.store.DocumentKey;
import dev.cwforwarder.store.FailureDocument;
import dev.cwforwarder.store.FailureStore;
import dev.cwforwarder.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/// A failure store in memory whose documents can be read. [#failFor] simulates failures.
public final class InMemoryStore implements FailureStore {
  private final Map<String, BucketDocument> documents = new TreeMap<>();
  private final List<FailureDocument> received = new ArrayList<>();
  private Predicate<FailureDocument> failing = _ -> false;

  /// From now on, fails for documents that match `which`.
  public void failFor(Predicate<FailureDocument> which) {
    failing = which;
  }

  @Override
  public void store(FailureDocument document, Deadline deadline) throws StoreException {
    received.add(document);
    if (failing.test(document)) {
      throw new StoreException("PUT s3://failures failed: HTTP 503 SlowDown", null);
    }
    String key = DocumentKey.of(document, "forwarder");
    documents.put(key, BucketDocument.of(key, DocumentFormat.gzippedJson(document)));
  }

  /// All documents in order, including those that could not be stored.
  public List<FailureDocument> received() {
    return List.copyOf(received);
  }

  /// The documents in `folder`.
  public List<BucketDocument> in(String folder) {
    return documents.values().stream().filter(stored -> stored.folder().equals(folder)).toList();
  }

  /// Whether a document of `folder` could not be stored.
  public boolean lacks(String folder) {
    return received.stream().filter(document -> document.folder().equals(folder)).count()
        > in(folder).size();
  }

  /// The ids of all events in `folder`.
  public List<String> uids(String folder) {
    return in(folder).stream().flatMap(stored -> stored.uids().stream()).toList();
  }
}
