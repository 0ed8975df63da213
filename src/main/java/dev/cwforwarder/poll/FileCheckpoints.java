package dev.cwforwarder.poll;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Checkpoints in one JSON file, for a poller without a stack. The lease is a lock on a second file
/// in the same directory; it ends with the process. Thread-safe.
public final class FileCheckpoints implements CheckpointStore, AutoCloseable {
  private static final String FORMAT = "clickstack-cloudwatch-forwarder/checkpoints/1";

  private final Path file;
  private final Map<String, Entry> entries;
  private @Nullable FileChannel lockFile;
  private @Nullable FileLock lock;

  private FileCheckpoints(Path file, Map<String, Entry> entries) {
    this.file = file;
    this.entries = entries;
  }

  /// Reads `file` if it exists.
  ///
  /// @throws CheckpointException if it cannot be read, or is not a file of checkpoints; it is not
  ///   changed
  public static FileCheckpoints open(Path file) throws CheckpointException {
    if (!Files.exists(file)) {
      return new FileCheckpoints(file, new TreeMap<>());
    }
    try (JsonParser json = CheckpointFormat.JSON.createParser(file.toFile())) {
      return new FileCheckpoints(file, read(json));
    } catch (IOException | RuntimeException e) {
      throw new CheckpointException(
          "%s is not a file of checkpoints: %s; use another file, or move this one away to start again"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private static Map<String, Entry> read(JsonParser json) throws IOException {
    Map<String, Entry> entries = new TreeMap<>();
    boolean knownFormat = false;
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw new IllegalArgumentException("it is not a JSON object");
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      if (name.equals("format")) {
        knownFormat = json.getText().equals(FORMAT);
      } else if (name.equals("sources")) {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
          Entry entry = entry(json);
          entries.put(entry.sourceId(), entry);
        }
      }
    }
    if (!knownFormat) {
      throw new IllegalArgumentException("its format is not '%s'".formatted(FORMAT));
    }
    return entries;
  }

  private static Entry entry(JsonParser json) throws IOException {
    String id = json.currentName();
    long version = 0;
    String state = "";
    json.nextToken();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      switch (name) {
        case "version" -> version = json.getLongValue();
        case "state" -> state = json.getText();
        default -> json.skipChildren();
      }
    }
    return new Entry(id, version, state);
  }

  @Override
  public synchronized Entry load(String sourceId) {
    return entries.getOrDefault(sourceId, new Entry(sourceId, 0, ""));
  }

  @Override
  public synchronized Optional<Entry> save(Entry entry, String state) throws CheckpointException {
    if (load(entry.sourceId()).version() != entry.version()) {
      return Optional.empty();
    }
    Entry next = new Entry(entry.sourceId(), entry.version() + 1, state);
    entries.put(next.sourceId(), next);
    write();
    return Optional.of(next);
  }

  @Override
  public synchronized boolean delete(Entry entry) throws CheckpointException {
    if (load(entry.sourceId()).version() != entry.version()) {
      return false;
    }
    entries.remove(entry.sourceId());
    write();
    return true;
  }

  @Override
  public synchronized List<Entry> list() {
    return List.copyOf(entries.values());
  }

  /// The old file stays complete until the new one is: a crash never leaves half a file.
  private void write() throws CheckpointException {
    Path next = file.resolveSibling(file.getFileName() + ".new");
    try {
      try (JsonGenerator json =
          CheckpointFormat.JSON
              .createGenerator(Files.newBufferedWriter(next))
              .useDefaultPrettyPrinter()) {
        json.writeStartObject();
        json.writeStringField("format", FORMAT);
        json.writeObjectFieldStart("sources");
        for (Entry entry : entries.values()) {
          json.writeObjectFieldStart(entry.sourceId());
          json.writeNumberField("version", entry.version());
          json.writeStringField("state", entry.state());
          json.writeEndObject();
        }
        json.writeEndObject();
        json.writeEndObject();
      }
      try (FileChannel written = FileChannel.open(next, StandardOpenOption.WRITE)) {
        written.force(true);
      }
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new CheckpointException("%s cannot be written: %s".formatted(file, e.getMessage()), e);
    }
  }

  @Override
  public synchronized boolean lease(String name, String owner, Duration time)
      throws CheckpointException {
    if (lock != null) {
      return true;
    }
    Path lockPath = file.resolveSibling(file.getFileName() + ".lock");
    try {
      FileChannel channel =
          FileChannel.open(lockPath, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      lockFile = channel;
      lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException _) {
      return false;
    } catch (IOException e) {
      throw new CheckpointException(
          "%s cannot be locked: %s".formatted(lockPath, e.getMessage()), e);
    }
  }

  @Override
  public synchronized void release(String name, String owner) throws CheckpointException {
    close();
  }

  @Override
  public synchronized void close() throws CheckpointException {
    try {
      if (lockFile != null) {
        lockFile.close();
      }
    } catch (IOException e) {
      throw new CheckpointException("the lock cannot be released: " + e.getMessage(), e);
    } finally {
      lock = null;
      lockFile = null;
    }
  }
}
