package dev.cwforwarder.subscribe;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Map;

/// The JSON response of a subscribe run.
public final class SubscribeAnswer {
  private SubscribeAnswer() {}

  /// `{"end":"done","counts":{"attach":2,…},"groups":[{"group":…,"decision":…,"reason":…}],…}`.
  ///
  /// @param all whether to include the log groups that did not change
  public static void write(SubscribeReport report, boolean all, OutputStream out)
      throws IOException {
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("end", label(report.end().name()));
      json.writeBooleanField("changes", !report.isEmpty());
      json.writeObjectFieldStart("counts");
      for (Map.Entry<String, Integer> count : report.counts().entrySet()) {
        json.writeNumberField(count.getKey(), count.getValue());
      }
      json.writeEndObject();
      json.writeNumberField("subscribed", report.pushed());
      json.writeNumberField("failed", report.failed());
      json.writeNumberField("notReached", report.notReached());
      json.writeStringField("policy", report.policy().reason());
      groups(json, report, all);
      polling(json, report);
      json.writeArrayFieldStart("warnings");
      for (String warning : report.warnings()) {
        json.writeString(warning);
      }
      json.writeEndArray();
      json.writeStringField("problem", report.problem());
      json.writeEndObject();
    }
  }

  private static void groups(JsonGenerator json, SubscribeReport report, boolean all)
      throws IOException {
    json.writeArrayFieldStart("groups");
    for (SubscribeReport.Outcome outcome : report.outcomes()) {
      if (all || outcome.result() != SubscribeReport.Result.UNCHANGED) {
        json.writeStartObject();
        json.writeStringField("group", outcome.step().group().name());
        json.writeStringField("account", outcome.step().group().id().account());
        json.writeStringField("decision", outcome.step().decision().label());
        json.writeStringField("reason", outcome.step().decision().reason());
        json.writeStringField("result", label(outcome.result().name()));
        json.writeStringField("message", outcome.message());
        json.writeEndObject();
      }
    }
    json.writeEndArray();
  }

  private static void polling(JsonGenerator json, SubscribeReport report) throws IOException {
    json.writeArrayFieldStart("polling");
    for (SubscribeReport.DelegationChange change : report.delegationChanges()) {
      json.writeStartObject();
      json.writeStringField("group", change.group().name());
      json.writeStringField("account", change.group().account());
      json.writeStringField("change", change.change());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("gaps");
    for (SubscribeReport.Gap gap : report.gaps()) {
      json.writeStartObject();
      json.writeStringField("group", gap.group().name());
      json.writeStringField("from", gap.from().toString());
      json.writeStringField("to", gap.to().toString());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static String label(String constant) {
    return constant.toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
