package dev.cwforwarder.map.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class FieldsTest {
  private static final int ATTRIBUTES = 1_024;

  /// A writer of logs chooses the names that its repeated names would get. If each of them were
  /// compared with each name, one record of 15 kB would take a second.
  @Test
  @Timeout(20)
  void namesThatAreTakenOnPurposeCostLittle() {
    for (int record = 0; record < 200; record++) {
      Fields fields = new Fields();
      for (int n = 0; n < ATTRIBUTES / 2; n++) {
        fields.add(AttributeKey.longKey("original." + (ATTRIBUTES / 2 + n) + ".x"), (long) n);
      }
      for (int n = 0; n < ATTRIBUTES / 2; n++) {
        fields.add(AttributeKey.longKey("x"), (long) n);
      }

      assertThat(names(fields)).hasSize(ATTRIBUTES);
    }
  }

  private static Set<String> names(Fields fields) {
    Set<String> names = new HashSet<>();
    fields.forEach((name, _) -> names.add(name));
    return names;
  }
}
