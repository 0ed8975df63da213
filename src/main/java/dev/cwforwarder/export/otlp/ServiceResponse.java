package dev.cwforwarder.export.otlp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.cwforwarder.protobuf.ProtobufReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The response to a request of any signal, such as `ExportLogsServiceResponse`. Members of later
/// versions of OTLP are skipped, but other texts, such as `{"status":"ok"}`, are no response: they
/// must not count as a success.
///
/// @param rejectedRecords such as `partial_success.rejected_log_records`; the same field of every
///   signal
/// @param message `partial_success.error_message`
/// @see <a href="https://opentelemetry.io/docs/specs/otlp/#partial-success">Partial success</a>
public record ServiceResponse(long rejectedRecords, String message) {
  private static final int PARTIAL_SUCCESS = 1;
  private static final int REJECTED_RECORDS = 1;
  private static final int ERROR_MESSAGE = 2;
  private static final ServiceResponse NOTHING_REJECTED = new ServiceResponse(0, "");
  private static final Set<String> PROTOBUF_TYPES =
      Set.of("application/x-protobuf", "application/protobuf");
  private static final JsonFactory JSON = new JsonFactory();
  private static final Pattern SNAKE = Pattern.compile("_([a-z])");

  /// Parses `body`; empty when it is not an OTLP response. An empty body is a response without
  /// rejected records.
  ///
  /// @param rejectedCount the name of the number of rejected records in JSON
  public static Optional<ServiceResponse> parse(
      String contentType, byte[] body, String rejectedCount) {
    if (body.length == 0) {
      return Optional.of(NOTHING_REJECTED);
    }
    try {
      return contentType.equals("application/json")
          ? fromJson(body, rejectedCount)
          : fromProtobuf(body, PROTOBUF_TYPES.contains(contentType));
    } catch (IOException | ArithmeticException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /// @param lenient whether unknown fields are skipped. Many texts are valid protobuf with unknown
  ///   fields, so the content type has to say that this is protobuf.
  private static Optional<ServiceResponse> fromProtobuf(byte[] body, boolean lenient)
      throws IOException {
    Optional<ServiceResponse> response = Optional.empty();
    ProtobufReader reader = new ProtobufReader(body);
    while (reader.next()) {
      if (reader.field() == PARTIAL_SUCCESS) {
        response = Optional.of(partialSuccess(reader.message(), lenient));
      } else {
        skip(reader, lenient);
      }
    }
    return response;
  }

  private static ServiceResponse partialSuccess(ProtobufReader reader, boolean lenient)
      throws IOException {
    long rejected = 0;
    String message = "";
    while (reader.next()) {
      switch (reader.field()) {
        case REJECTED_RECORDS -> rejected = reader.varint();
        case ERROR_MESSAGE -> message = reader.text();
        default -> skip(reader, lenient);
      }
    }
    return new ServiceResponse(rejected, message);
  }

  private static void skip(ProtobufReader reader, boolean lenient) throws IOException {
    expect(lenient);
    reader.skip();
  }

  /// An object that is empty or has a member `partialSuccess`.
  private static Optional<ServiceResponse> fromJson(byte[] body, String rejectedCount)
      throws IOException {
    Optional<ServiceResponse> response = Optional.empty();
    boolean empty = true;
    try (JsonParser json = JSON.createParser(body)) {
      expect(json.nextToken() == JsonToken.START_OBJECT);
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        empty = false;
        String name = camelCase(json.currentName());
        json.nextToken();
        if (name.equals("partialSuccess")) {
          response = Optional.of(partialSuccess(json, rejectedCount));
        } else {
          json.skipChildren();
        }
      }
      expect(json.nextToken() == null);
    }
    return empty ? Optional.of(NOTHING_REJECTED) : response;
  }

  /// In the JSON form of protobuf, null is an absent member, a 64-bit number may be a string, and
  /// names may be in snake case.
  ///
  /// @see <a href="https://protobuf.dev/programming-guides/json/">ProtoJSON</a>
  private static ServiceResponse partialSuccess(JsonParser json, String rejectedCount)
      throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return NOTHING_REJECTED;
    }
    expect(json.currentToken() == JsonToken.START_OBJECT);
    long rejected = 0;
    String message = "";
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = camelCase(json.currentName());
      boolean absent = json.nextToken() == JsonToken.VALUE_NULL;
      if (name.equals(rejectedCount)) {
        rejected = absent ? 0 : integer(json);
      } else if (name.equals("errorMessage")) {
        message = absent ? "" : text(json);
      } else {
        json.skipChildren();
      }
    }
    return new ServiceResponse(rejected, message);
  }

  private static String camelCase(String name) {
    return SNAKE.matcher(name).replaceAll(match -> match.group(1).toUpperCase(Locale.ROOT));
  }

  private static long integer(JsonParser json) throws IOException {
    expect(json.currentToken().isNumeric() || json.currentToken() == JsonToken.VALUE_STRING);
    return new BigDecimal(json.getText()).longValueExact();
  }

  private static String text(JsonParser json) throws IOException {
    expect(json.currentToken() == JsonToken.VALUE_STRING);
    return json.getText();
  }

  private static void expect(boolean expectation) throws IOException {
    if (!expectation) {
      throw new IOException("not a response of this signal");
    }
  }
}
