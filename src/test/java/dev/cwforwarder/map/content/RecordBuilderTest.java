package dev.cwforwarder.map.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// A builder is reused for all messages of a batch: nothing of one message may remain for the next.
final class RecordBuilderTest {
  private static final String ID = "8f5a7c1e-2b4d-4f6a-9c3e-1d2b3c4d5e6f";

  /// Messages that together set every field of a builder.
  private static final List<String> MESSAGES =
      List.of(
          """
          {"message":"m","level":"error","type":"platform.start","errorType":"E",
           "time":"2026-01-01T00:00:00Z","xrayTraceId":"1-5759e988-bd862e3fe1be46a994272793",
           "trace_id":"0af7651916cd43dd8448eb211c80319c","span_id":"b7ad6b7169203331",
           "trace_flags":"01","awsRequestId":"%s","status":500,"method":"GET",
           "eventSource":"s3.amazonaws.com"}\
          """
              .formatted(ID),
          "{\"level\":30,\"time\":1764000000}",
          "{\"PRIORITY\":\"3\",\"MESSAGE\":\"m\"}",
          "{\"log.record.uid\":\"reserved\"}",
          "{\"level\":\"error\",\"text\":\"cu",
          "{\"text\":\"" + "x".repeat(RecordBuilder.MAX_TEXT_LENGTH + 1) + "\"}",
          "2026-01-01T00:00:00.000Z\t" + ID + "\tINFO\tm");

  @Test
  void aClearedBuilderEqualsANewOne() {
    RecordBuilder reused = new RecordBuilder();
    RecordBuilder empty = new RecordBuilder();
    Set<String> neverSet = fieldNames();
    for (String message : MESSAGES) {
      parse(message, reused);
      neverSet.removeIf(name -> !Objects.equals(value(name, reused), value(name, empty)));

      reused.clear();

      assertThat(reused).usingRecursiveComparison().isEqualTo(empty);
    }
    assertThat(neverSet).as("fields that no message sets").isEmpty();
  }

  private static Set<String> fieldNames() {
    return Stream.of(RecordBuilder.class.getDeclaredFields())
        .filter(field -> !Modifier.isStatic(field.getModifiers()))
        .map(Field::getName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void parse(String message, RecordBuilder builder) {
    if (message.startsWith("{")) {
      assertThat(new JsonMessage(new FieldNames()).readOrCut(message, builder)).isPositive();
      builder.resolveLevel();
    } else {
      assertThat(LambdaColumns.read(message, true, builder)).isPositive();
    }
  }

  /// The value of a field of `builder`; the number of attributes for its attributes.
  private static @Nullable Object value(String name, RecordBuilder builder) {
    try {
      Field field = RecordBuilder.class.getDeclaredField(name);
      field.setAccessible(true);
      return field.get(builder) instanceof Fields fields ? fields.size() : field.get(builder);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("field " + name, e);
    }
  }
}
