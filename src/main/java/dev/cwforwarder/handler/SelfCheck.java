package dev.cwforwarder.handler;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.wiring.Probe;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The event `{"selfCheck":true}`, which every function accepts: it answers what it can reach,
/// instead of its usual work. `scripts/deploy-check.sh` sends it.
///
/// The answer is `{"selfCheck":[{"name":"failure bucket","problem":""}]}`; the problem is empty if
/// there is none.
final class SelfCheck {
  private static final String EVENT = "{\"selfCheck\":true}";

  /// The event with white space. Others are not examined: they may have megabytes.
  private static final int MAX_BYTES = 64;

  private SelfCheck() {}

  static boolean isRequestedBy(byte[] event) {
    return event.length <= MAX_BYTES
        && new String(event, StandardCharsets.UTF_8).replaceAll("\\s", "").equals(EVENT);
  }

  /// Runs all probes, one after another.
  static void answer(List<Probe> probes, Deadline deadline, OutputStream answer)
      throws IOException {
    try (JsonGenerator json = new JsonFactory().createGenerator(answer)) {
      json.writeStartObject();
      json.writeArrayFieldStart("selfCheck");
      for (Probe probe : probes) {
        json.writeStartObject();
        json.writeStringField("name", probe.name());
        json.writeStringField("problem", probe.check().problem(deadline).orElse(""));
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }
}
