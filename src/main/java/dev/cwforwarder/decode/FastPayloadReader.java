package dev.cwforwarder.decode;

import dev.cwforwarder.decode.FastJsonScanner.UnusualException;
import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.model.LogEvent;
import dev.cwforwarder.model.LogSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads payloads that are written as CloudWatch writes them, in half the time that a parser for
/// any JSON needs. It decodes a payload as [DocumentReader] would, or not at all
/// (docs/decisions/0024).
final class FastPayloadReader {
  /// A larger payload is not held in memory whole beside what it decodes to.
  static final int MOST_BYTES = 16 * 1024 * 1024;

  /// Deflate makes nothing smaller than that: two bits for 258 bytes.
  private static final long MOST_TIMES_SMALLER = 1032;

  /// The careful reader has a limit too, which depends on how a name is encoded.
  private static final int LONGEST_NAME = 1000;

  private final FastJsonScanner json;
  private final String region;
  private @Nullable String messageType;
  private @Nullable String owner;
  private @Nullable String logGroup;
  private @Nullable String logStream;
  private @Nullable List<LogEvent> events;

  private FastPayloadReader(FastJsonScanner json, String region) {
    this.json = json;
    this.region = region;
  }

  /// The batches of a payload of one gzip member.
  ///
  /// @throws IOException when it is anything else, larger or damaged; why is for others to say
  static List<LogBatch> read(byte[] gzipped, int maxInflatedBytes, String region)
      throws IOException {
    int size = inflatedBytes(gzipped);
    if (size < 0
        || size > Math.min(MOST_BYTES, maxInflatedBytes)
        || size > MOST_TIMES_SMALLER * gzipped.length) {
      throw new UnusualException();
    }
    byte[] bytes = new byte[size + 1];
    try (GzipInput input = new GzipInput(gzipped, maxInflatedBytes)) {
      int read = input.readNBytes(bytes, 0, bytes.length);
      if (read != size) {
        throw new UnusualException(); // several members
      }
    }
    return new FastPayloadReader(new FastJsonScanner(bytes, size), region).documents();
  }

  /// What the end of the last gzip member says of its size; negative for what cannot be one.
  private static int inflatedBytes(byte[] gzipped) {
    int at = gzipped.length - Integer.BYTES;
    return at < 0 ? -1 : ByteBuffer.wrap(gzipped).order(ByteOrder.LITTLE_ENDIAN).getInt(at);
  }

  private List<LogBatch> documents() throws UnusualException {
    List<LogBatch> batches = new ArrayList<>(1);
    do {
      document(batches);
    } while (!json.atEnd());
    return batches;
  }

  private void document(List<LogBatch> batches) throws UnusualException {
    messageType = null;
    owner = null;
    logGroup = null;
    logStream = null;
    events = null;
    json.expect('{');
    do {
      json.name();
      field();
    } while (json.next(','));
    json.expect('}');
    if ("DATA_MESSAGE".equals(messageType)) {
      batches.add(batch());
    } else if (!"CONTROL_MESSAGE".equals(messageType)) {
      throw new UnusualException();
    }
  }

  private LogBatch batch() throws UnusualException {
    if (owner == null || logGroup == null || logStream == null || events == null) {
      throw new UnusualException();
    }
    return new LogBatch(new LogSource(owner, region, logGroup, logStream), events);
  }

  private void field() throws UnusualException {
    if (json.isNamed("messageType")) {
      messageType = json.text();
    } else if (json.isNamed("owner")) {
      owner = json.text();
    } else if (json.isNamed("logGroup")) {
      logGroup = json.text();
    } else if (json.isNamed("logStream")) {
      logStream = json.text();
    } else if (json.isNamed("logEvents")) {
      events = events();
    } else if (json.isNamed("subscriptionFilters")) {
      skipTexts();
    } else if (json.isNamed("policyLevel")) {
      json.text();
    } else {
      throw new UnusualException();
    }
  }

  private void skipTexts() throws UnusualException {
    json.expect('[');
    if (json.next(']')) {
      return;
    }
    do {
      json.text();
    } while (json.next(','));
    json.expect(']');
  }

  private List<LogEvent> events() throws UnusualException {
    List<LogEvent> read = new ArrayList<>();
    json.expect('[');
    if (json.next(']')) {
      return read;
    }
    do {
      read.add(event());
    } while (json.next(','));
    json.expect(']');
    return read;
  }

  private LogEvent event() throws UnusualException {
    String id = null;
    String message = null;
    long timestamp = -1;
    Map<String, String> extractedFields = Map.of();
    json.expect('{');
    do {
      json.name();
      if (json.isNamed("id")) {
        id = json.text();
      } else if (json.isNamed("timestamp")) {
        timestamp = json.number();
      } else if (json.isNamed("message")) {
        message = json.text();
      } else if (json.isNamed("extractedFields")) {
        extractedFields = extractedFields();
      } else {
        throw new UnusualException();
      }
    } while (json.next(','));
    json.expect('}');
    if (id == null || message == null || timestamp < 0) {
      throw new UnusualException();
    }
    return new LogEvent(id, timestamp, message, extractedFields);
  }

  private Map<String, String> extractedFields() throws UnusualException {
    Map<String, String> fields = new HashMap<>();
    json.expect('{');
    if (json.next('}')) {
      return fields;
    }
    do {
      String name = json.text();
      if (name.length() > LONGEST_NAME) {
        throw new UnusualException();
      }
      json.expect(':');
      fields.put(name, json.text());
    } while (json.next(','));
    json.expect('}');
    return fields;
  }
}
