package dev.cwforwarder.export.otlp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.cwforwarder.protobuf.ProtobufReader;
import java.io.IOException;
import java.util.Optional;

/// The response to a request of any signal, such as `ExportLogsServiceResponse`. It is parsed
/// strictly, so that no other response counts as a success.
///
/// @param rejectedRecords such as `partial_success.rejected_log_records`; the same field of every
///   signal
/// @param message `partial_success.error_message`
/// @see <a href="https://opentelemetry.io/docs/specs/otlp/#partial-success">Partial success</a>
public record ServiceResponse(long rejectedRecords, String message) {
  private static final int PARTIAL_SUCCESS = 1;
  private static final int REJECTED_RECORDS = 1;
  private static final int ERROR_MESSAGE = 2;
  private static final JsonFactory JSON = new JsonFactory();

  /// Parses `body`; empty when it is not an OTLP response. An empty body is a response without
  /// rejected records.
  ///
  /// @param rejectedCount the name of the number of rejected records in JSON
  public static Optional<ServiceResponse> parse(
      String contentType, byte[] body, String rejectedCount) {
    if (body.length == 0) {
      return Optional.of(new ServiceResponse(0, ""));
    }
    try {
      return Optional.of(
          contentType.equals("application/json")
              ? fromJson(body, rejectedCount)
              : fromProtobuf(body));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static ServiceResponse fromProtobuf(byte[] body) throws IOException {
    ServiceResponse response = new ServiceResponse(0, "");
    ProtobufReader reader = new ProtobufReader(body);
    while (reader.next()) {
      if (reader.field() != PARTIAL_SUCCESS) {
        throw new IOException("unknown field");
      }
      response = partialSuccess(reader.message());
    }
    return response;
  }

  private static ServiceResponse partialSuccess(ProtobufReader reader) throws IOException {
    long rejected = 0;
    String message = "";
    while (reader.next()) {
      switch (reader.field()) {
        case REJECTED_RECORDS -> rejected = reader.varint();
        case ERROR_MESSAGE -> message = reader.text();
        default -> throw new IOException("unknown field");
      }
    }
    return new ServiceResponse(rejected, message);
  }

  private static ServiceResponse fromJson(byte[] body, String rejectedCount) throws IOException {
    ServiceResponse response = new ServiceResponse(0, "");
    try (JsonParser json = JSON.createParser(body)) {
      expect(json.nextToken() == JsonToken.START_OBJECT);
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        expect(json.currentName().equals("partialSuccess"));
        expect(json.nextToken() == JsonToken.START_OBJECT);
        response = partialSuccess(json, rejectedCount);
      }
      expect(json.nextToken() == null);
    }
    return response;
  }

  private static ServiceResponse partialSuccess(JsonParser json, String rejectedCount)
      throws IOException {
    long rejected = 0;
    String message = "";
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      if (name.equals(rejectedCount)) {
        rejected = json.getValueAsLong(); // a string in proto3 JSON
      } else {
        expect(name.equals("errorMessage"));
        message = json.getText();
      }
    }
    return new ServiceResponse(rejected, message);
  }

  private static void expect(boolean expectation) throws IOException {
    if (!expectation) {
      throw new IOException("not a response of this signal");
    }
  }
}
