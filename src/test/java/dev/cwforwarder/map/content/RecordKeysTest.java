package dev.cwforwarder.map.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.semconv.ErrorAttributes;
import io.opentelemetry.semconv.ExceptionAttributes;
import io.opentelemetry.semconv.incubating.FaasIncubatingAttributes;
import io.opentelemetry.semconv.incubating.LogIncubatingAttributes;
import java.lang.reflect.Field;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Compares the copied keys with their definitions.
final class RecordKeysTest {
  private static final Map<AttributeKey<?>, AttributeKey<?>> CONVENTIONS =
      Map.of(
          RecordKeys.EXCEPTION_TYPE, ExceptionAttributes.EXCEPTION_TYPE,
          RecordKeys.EXCEPTION_MESSAGE, ExceptionAttributes.EXCEPTION_MESSAGE,
          RecordKeys.EXCEPTION_STACKTRACE, ExceptionAttributes.EXCEPTION_STACKTRACE,
          RecordKeys.UID, LogIncubatingAttributes.LOG_RECORD_UID,
          RecordKeys.INVOCATION_ID, FaasIncubatingAttributes.FAAS_INVOCATION_ID,
          RecordKeys.COLD_START, FaasIncubatingAttributes.FAAS_COLDSTART,
          RecordKeys.VERSION, FaasIncubatingAttributes.FAAS_VERSION,
          RecordKeys.ERROR_TYPE, ErrorAttributes.ERROR_TYPE);

  @Test
  void keysMatchTheSemanticConventions() {
    assertThat(CONVENTIONS).allSatisfy((ours, theirs) -> assertThat(ours).isEqualTo(theirs));
  }

  @Test
  void otherKeysHaveAwsPrefixesOrAreColumns() throws IllegalAccessException {
    for (Field field : RecordKeys.class.getDeclaredFields()) {
      if (field.get(null) instanceof AttributeKey<?> key && !CONVENTIONS.containsKey(key)) {
        assertThat(key.getKey())
            .matches(
                "aws\\.(lambda|xray)\\.[a-z_.]+|timestamp|level|log\\.record\\.(joined_uids|truncated)"
                    + "|cloudwatch\\.event\\.timestamp");
      }
    }
  }
}
