package dev.cwforwarder.local.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import org.junit.jupiter.api.Test;

final class OtlpJsonTest {
  private static final String LINE =
      "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"timeUnixNano\":\"1700000000123000000\",\"severityNumber\":17,\"body\":{\"stringValue\":\"a\\n"
          + "b\"},\"attributes\":[{\"key\":\"n\",\"value\":{\"intValue\":\"9007199254740993\"}},"
          + "{\"key\":\"raw\",\"value\":{\"bytesValue\":\"AQI=\"}}],"
          + "\"traceId\":\"0af7651916cd43dd8448eb211c80319c\",\"spanId\":\"b7ad6b7169203331\"}]}]}]}";

  @Test
  void renderedAccordingToTheSpecification() {
    assertThat(OtlpJson.render(request())).isEqualTo(LINE);
  }

  @Test
  void renderedTextCanBeRead() throws InvalidProtocolBufferException {
    assertThat(OtlpJson.parse(LINE)).isEqualTo(request());
  }

  @Test
  void unknownFieldsAreIgnored() throws InvalidProtocolBufferException {
    assertThat(OtlpJson.parse("{\"resourceLogs\":[],\"later\":1}"))
        .isEqualTo(ExportLogsServiceRequest.getDefaultInstance());
  }

  @Test
  void invalidJsonIsRejected() {
    assertThatThrownBy(() -> OtlpJson.parse("{\"resourceLogs\":"))
        .isInstanceOf(InvalidProtocolBufferException.class);
  }

  private static ExportLogsServiceRequest request() {
    LogRecord.Builder log =
        LogRecord.newBuilder()
            .setTimeUnixNano(1_700_000_000_123_000_000L)
            .setSeverityNumber(SeverityNumber.SEVERITY_NUMBER_ERROR)
            .setBody(AnyValue.newBuilder().setStringValue("a\nb"))
            .addAttributes(attribute("n", AnyValue.newBuilder().setIntValue(9007199254740993L)))
            .addAttributes(attribute("raw", AnyValue.newBuilder().setBytesValue(bytes(1, 2))))
            .setTraceId(
                bytes(
                    0x0a, 0xf7, 0x65, 0x19, 0x16, 0xcd, 0x43, 0xdd, 0x84, 0x48, 0xeb, 0x21, 0x1c,
                    0x80, 0x31, 0x9c))
            .setSpanId(bytes(0xb7, 0xad, 0x6b, 0x71, 0x69, 0x20, 0x33, 0x31));
    return ExportLogsServiceRequest.newBuilder()
        .addResourceLogs(
            ResourceLogs.newBuilder().addScopeLogs(ScopeLogs.newBuilder().addLogRecords(log)))
        .build();
  }

  private static KeyValue attribute(String key, AnyValue.Builder value) {
    return KeyValue.newBuilder().setKey(key).setValue(value).build();
  }

  private static ByteString bytes(int... values) {
    ByteString.Output out = ByteString.newOutput();
    for (int value : values) {
      out.write(value);
    }
    return out.toByteString();
  }
}
