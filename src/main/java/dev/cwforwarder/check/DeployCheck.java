package dev.cwforwarder.check;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Base64;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;

/// Invokes a deployed function with one synthetic event, as a subscription filter would, and
/// reports whether ClickStack accepted the event.
public final class DeployCheck {
  /// The log group of the synthetic event.
  public static final String LOG_GROUP = "/clickstack-forwarder/deploy-check";

  private static final int ID_DIGITS = 56;

  private final DeployedFunction function;
  private final Clock clock;

  public DeployCheck(DeployedFunction function, Clock clock) {
    this.function = function;
    this.clock = clock;
  }

  /// Invokes the function once.
  ///
  /// @param account account id of the synthetic event
  /// @param id id of this check, to find its event
  /// @throws CheckException when the function cannot be invoked
  public Finding run(String account, String id) throws CheckException {
    DeployedFunction.Configuration live = function.behindAlias();
    Set<String> older = different(live, function.latest());
    Finding finding = Diagnosis.of(function.invoke(event(account, id)));
    if (older.isEmpty()) {
      return finding;
    }
    Finding.Level level =
        finding.level() == Finding.Level.ACCEPTED ? Finding.Level.WARNING : finding.level();
    return new Finding(
        level,
        "The alias points to version %s, which is older than the deployed code or configuration (%s): deploy again, or check in CloudFormation why the last deployment did not complete.%n%s"
            .formatted(live.version(), String.join(", ", older), finding.sentence()));
  }

  /// Asks a function what it can reach. A function that cannot be invoked is a problem of its own:
  /// the others are asked all the same.
  ///
  /// @param name of the function, for the answer
  public static SelfCheckAnswer selfCheck(String name, DeployedFunction function) {
    try {
      return SelfCheckAnswer.of(name, function.invoke(SelfCheckAnswer.EVENT));
    } catch (CheckException e) {
      return SelfCheckAnswer.notInvoked(name, e);
    }
  }

  /// The names of the properties that differ; their values may be secrets.
  private static Set<String> different(
      DeployedFunction.Configuration one, DeployedFunction.Configuration other) {
    Set<String> names = new TreeSet<>(one.properties().keySet());
    names.addAll(other.properties().keySet());
    names.removeIf(name -> value(one, name).equals(value(other, name)));
    return names;
  }

  private static String value(DeployedFunction.Configuration configuration, String name) {
    return configuration.properties().getOrDefault(name, "");
  }

  private String event(String account, String id) {
    ByteArrayOutputStream gzipped = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(gzipped);
        JsonGenerator json = new JsonFactory().createGenerator(gzip)) {
      writePayload(json, account, id);
    } catch (IOException e) {
      throw new UncheckedIOException("writing into memory failed", e);
    }
    return "{\"awslogs\":{\"data\":\"%s\"}}"
        .formatted(Base64.getEncoder().encodeToString(gzipped.toByteArray()));
  }

  private void writePayload(JsonGenerator json, String account, String id) throws IOException {
    json.writeStartObject();
    json.writeStringField("messageType", "DATA_MESSAGE");
    json.writeStringField("owner", account);
    json.writeStringField("logGroup", LOG_GROUP);
    json.writeStringField("logStream", id);
    json.writeArrayFieldStart("subscriptionFilters");
    json.writeString("deploy-check");
    json.writeEndArray();
    json.writeArrayFieldStart("logEvents");
    json.writeStartObject();
    json.writeStringField("id", eventId());
    json.writeNumberField("timestamp", clock.millis());
    json.writeStringField("message", "deploy check " + id);
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
  }

  /// As long as the ids of CloudWatch, and different every time.
  private String eventId() {
    return ("%0" + ID_DIGITS + "d").formatted(clock.millis());
  }
}
