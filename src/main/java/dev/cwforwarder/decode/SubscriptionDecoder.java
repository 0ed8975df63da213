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
/// All or nothing: a payload that cannot be decoded to its end yields no batch, so that it can be
/// kept and looked at as a whole. Memory is bounded by the cap on inflated bytes.
///
/// @see <a
///   href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html">the
///   format</a>
public final class SubscriptionDecoder {
  /// Far deeper than anything CloudWatch nests, far from the stack's end.
  static final int MAX_NESTING_DEPTH = 64;

  /// The first byte of gzip data; no JSON text begins with it.
  private static final byte GZIP = 0x1f;

  private final JsonFactory json;
  private final String region;
  private final int maxInflatedBytes;

  /// @param region the Region the subscription filter is in: the payload does not name it
  /// @param maxInflatedBytes cap on the inflated size of one payload
  public SubscriptionDecoder(String region, int maxInflatedBytes) {
    this.region = region;
    this.maxInflatedBytes = maxInflatedBytes;
    this.json =
        new JsonFactoryBuilder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_NESTING_DEPTH)
                    .maxStringLength(maxInflatedBytes)
                    .build())
            // Names are compared, never kept.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .build();
  }

  /// The batches of all documents in `gzipped`, in order; a `CONTROL_MESSAGE` yields none.
  ///
  /// @throws DecodeException saying where the payload is not what CloudWatch Logs sends, or which
  ///   cap it exceeds
  public List<LogBatch> decode(byte[] gzipped) throws DecodeException {
    try {
      return FastPayloadReader.read(gzipped, maxInflatedBytes, region);
    } catch (IOException e) {
      return decodeAny(gzipped);
    }
  }

  /// The same for payloads of any form.
  List<LogBatch> decodeAny(byte[] gzipped) throws DecodeException {
    return decode(() -> new GzipInput(gzipped, maxInflatedBytes));
  }

  /// The same for the data of a stream's record, which something on the way (Amazon Data Firehose,
  /// for one) may have decompressed: what does not begin as gzip is taken as the documents
  /// themselves.
  public List<LogBatch> decodeMaybePlain(byte[] data) throws DecodeException {
    if (data.length > 0 && data[0] == GZIP) {
      return decode(data);
    }
    if (data.length > maxInflatedBytes) {
      throw new DecodeException(
          "payload has more than %,d bytes (MAX_INFLATED_BYTES)".formatted(maxInflatedBytes));
    }
    return decode(() -> new ByteArrayInputStream(data));
  }

  private List<LogBatch> decode(Supplier<InputStream> payload) throws DecodeException {
    try {
      return read(payload.get(), false);
    } catch (DecodeException e) {
      throw e;
    } catch (IOException e) {
      // The fast parser refuses malformed UTF-8. One bad byte must not cost the other records.
      return readLeniently(payload.get());
    }
  }

  private List<LogBatch> readLeniently(InputStream payload) throws DecodeException {
    try {
      return read(payload, true);
    } catch (DecodeException e) {
      throw e;
    } catch (EOFException e) {
      throw new DecodeException("payload is cut: its gzip data ends too early", e);
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

  private JsonParser parser(InputStream inflated, boolean lenient) throws IOException {
    return lenient
        ? json.createParser(new InputStreamReader(inflated, StandardCharsets.UTF_8))
        : json.createParser(inflated);
  }
}
