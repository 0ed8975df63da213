package dev.cwforwarder.subscribe;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Map;

/// What subscribing answers whoever asked for it, as JSON.
public final class SubscribeAnswer {
  private SubscribeAnswer() {}

  /// `{"end":"done","counts":{"attach":2,…},"groups":[{"group":…,"decision":…,"reason":…}],…}`.
  ///
  /// @param all also the groups that stay as they are
  public static void write(SubscribeReport report, boolean all, OutputStream out)
      throws IOException {
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("end", shown(report.end().name()));
      json.writeBooleanField("changes", !report.isEmpty());
      json.writeObjectFieldStart("counts");
      for (Map.Entry<String, Integer> count : report.counts().entrySet()) {
        json.writeNumberField(count.getKey(), count.getValue());
      }
      json.writeEndObject();
      json.writeNumberField("subscribed", report.pushed());
      json.writeNumberField("failed", report.with(SubscribeReport.Result.FAILED));
      json.writeNumberField("notReached", report.notReached());
      json.writeStringField("policy", report.policy().reason());
      groups(json, report, all);
      polling(json, report);
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
        json.writeStringField("account", outcome.step().group().account());
        json.writeStringField("decision", outcome.step().decision().label());
        json.writeStringField("reason", outcome.step().decision().reason());
        json.writeStringField("result", shown(outcome.result().name()));
        json.writeStringField("message", outcome.message());
        json.writeEndObject();
      }
    }
    json.writeEndArray();
  }

  private static void polling(JsonGenerator json, SubscribeReport report) throws IOException {
    json.writeArrayFieldStart("polling");
    for (SubscribeReport.Handing handing : report.handings()) {
      json.writeStartObject();
      json.writeStringField("group", handing.group().name());
      json.writeStringField("account", handing.group().account());
      json.writeStringField("told", handing.told());
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

  private static String shown(String constant) {
    return constant.toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
