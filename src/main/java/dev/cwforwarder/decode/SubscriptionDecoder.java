package dev.cwforwarder.decode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.cwforwarder.model.LogBatch;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.zip.ZipException;

/// Decodes the gzipped JSON documents of a subscription: `awslogs.data` of a Lambda event, or the
/// data of a Kinesis record.
///
/// All or nothing: a payload that cannot be decoded completely yields no batch, so that it can be
/// stored and inspected as a whole. The limit on inflated bytes bounds the memory.
///
/// @see <a
///   href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html">the
///   format</a>
public final class SubscriptionDecoder {
  /// Far deeper than any document of CloudWatch, and far below the limit of the stack.
  static final int MAX_NESTING_DEPTH = 64;

  /// The first byte of gzip data; no JSON text starts with it.
  private static final byte GZIP = 0x1f;

  private static final String TYPE = "messageType";
  private static final String EVENTS = "logEvents";
  private static final int BUFFER_BYTES = 64 * 1024;

  private final JsonFactory json;
  private final String region;
  private final int maxInflatedBytes;

  /// @param region the Region of the subscription filter, which the payload does not contain
  /// @param maxInflatedBytes limit of the inflated size of one payload
  public SubscriptionDecoder(String region, int maxInflatedBytes) {
    this.region = region;
    this.maxInflatedBytes = maxInflatedBytes;
    this.json =
        new PayloadParser.Factory(
            new JsonFactoryBuilder()
                .recyclerPool(new ReadBuffers())
                .streamReadConstraints(
                    StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_NESTING_DEPTH)
                        .maxStringLength(maxInflatedBytes)
                        .build())
                // Names are only compared, never stored.
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS));
  }

  /// Returns the batches of all documents in `gzipped`, in order; a `CONTROL_MESSAGE` yields none.
  ///
  /// @throws DecodeException when the payload does not have the format of CloudWatch Logs or
  ///   exceeds a limit; the message says where, or which
  public List<LogBatch> decode(byte[] gzipped) throws DecodeException {
    return decode(() -> new GzipInput(gzipped, maxInflatedBytes));
  }

  /// Like [#decode], but for the data of a stream record, which another service (such as Amazon
  /// Data Firehose) may have decompressed. Data that does not start as gzip is decoded as JSON.
  ///
  /// @throws DecodeException also for the data of another producer: then it is `foreign`
  public List<LogBatch> decodeMaybePlain(byte[] data) throws DecodeException {
    try {
      if (data.length > maxInflatedBytes && !isGzip(data)) {
        throw new DecodeException(
            "payload has more than %,d bytes (MAX_INFLATED_BYTES)".formatted(maxInflatedBytes));
      }
      return decode(() -> content(data));
    } catch (DecodeException e) {
      throw isForeign(data) ? DecodeException.foreign(e) : e;
    }
  }

  private static boolean isGzip(byte[] data) {
    return data.length > 0 && data[0] == GZIP;
  }

  private InputStream content(byte[] data) {
    return isGzip(data) ? new GzipInput(data, maxInflatedBytes) : new ByteArrayInputStream(data);
  }

  /// Whether `data` is intact and names no member that every document of CloudWatch has.
  private boolean isForeign(byte[] data) {
    byte[] buffer = new byte[BUFFER_BYTES];
    String end = "";
    try (InputStream content = content(data)) {
      for (int count = content.read(buffer); count > 0; count = content.read(buffer)) {
        String text = end + new String(buffer, 0, count, StandardCharsets.ISO_8859_1);
        if (text.contains(TYPE) || text.contains(EVENTS)) {
          return false;
        }
        end = text.substring(Math.max(0, text.length() - TYPE.length()));
      }
      return true;
    } catch (IOException e) {
      return false; // damaged
    }
  }

  /// The number of bytes that [#decodeMaybePlain] would parse of `data`. Does not need their
  /// memory.
  public long inflatedBytes(byte[] data) {
    if (!isGzip(data)) {
      return data.length;
    }
    byte[] buffer = new byte[BUFFER_BYTES];
    long total = 0;
    try (InputStream inflated = new GzipInput(data, maxInflatedBytes)) {
      for (int count = inflated.read(buffer); count > 0; count = inflated.read(buffer)) {
        total += count;
      }
    } catch (IOException e) {
      return total; // the decoder ends here too, and reports it
    }
    return total;
  }

  private List<LogBatch> decode(Supplier<InputStream> payload) throws DecodeException {
    try {
      return read(payload.get(), false);
    } catch (DecodeException e) {
      throw e;
    } catch (IOException e) {
      // The byte parser refuses malformed UTF-8. One invalid byte must not cost the other records.
      return readLeniently(payload.get());
    }
  }

  private List<LogBatch> readLeniently(InputStream payload) throws DecodeException {
    try {
      return read(payload, true);
    } catch (DecodeException e) {
      throw e;
    } catch (EOFException e) {
      throw new DecodeException("payload is truncated: its gzip data ends too early", e);
    } catch (ZipException e) {
      throw new DecodeException("payload is not intact gzip data: " + e.getMessage(), e);
    } catch (IOException e) {
      throw JsonErrors.problem("payload", e);
    }
  }

  private List<LogBatch> read(InputStream payload, boolean lenient) throws IOException {
    List<LogBatch> batches = new ArrayList<>(1);
    try (InputStream inflated = payload;
        JsonParser parser = parser(inflated, lenient)) {
      int documents = 0;
      while (parser.nextToken() != null) {
        documents++;
        new DocumentReader(parser, documents).read(region).ifPresent(batches::add);
      }
      if (documents == 0) {
        throw new DecodeException("payload is empty: expected a JSON document");
      }
    }
    return batches;
  }

  /// A parser of one payload.
  ///
  /// @param lenient whether malformed UTF-8 is replaced instead of refused
  JsonParser parser(InputStream inflated, boolean lenient) throws IOException {
    return lenient
        ? json.createParser(new InputStreamReader(inflated, StandardCharsets.UTF_8))
        : json.createParser(inflated);
  }
}
