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

/// A failure store that reads again what it was given. Works until told to fail.
public final class InMemoryStore implements FailureStore {
  private final Map<String, KeptDocument> documents = new TreeMap<>();
  private final List<FailureDocument> asked = new ArrayList<>();
  private Predicate<FailureDocument> failing = _ -> false;

  /// Fails for these from now on.
  public void failFor(Predicate<FailureDocument> which) {
    failing = which;
  }

  @Override
  public void store(FailureDocument document, Deadline deadline) throws StoreException {
    asked.add(document);
    if (failing.test(document)) {
      throw new StoreException("PUT s3://failures failed: HTTP 503 SlowDown", null);
    }
    String key = DocumentKey.of(document, "forwarder");
    documents.put(key, KeptDocument.of(key, DocumentFormat.gzippedJson(document)));
  }

  /// Everything it was asked to keep, in order.
  public List<FailureDocument> asked() {
    return List.copyOf(asked);
  }

  /// The documents under `folder`.
  public List<KeptDocument> in(String folder) {
    return documents.values().stream().filter(kept -> kept.folder().equals(folder)).toList();
  }

  /// Whether something that belongs under `folder` could not be kept.
  public boolean lacks(String folder) {
    return asked.stream().filter(document -> document.folder().equals(folder)).count()
        > in(folder).size();
  }

  /// Ids of all events under `folder`.
  public List<String> uids(String folder) {
    return in(folder).stream().flatMap(kept -> kept.uids().stream()).toList();
  }
}
