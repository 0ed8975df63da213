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

/// Sends one synthetic event through a deployed function, as a subscription filter would, and says
/// whether ClickStack took it.
public final class DeployCheck {
  /// The log group the event seems to come from.
  public static final String LOG_GROUP = "/clickstack-forwarder/deploy-check";

  private static final int ID_DIGITS = 56;

  private final DeployedFunction function;
  private final Clock clock;

  public DeployCheck(DeployedFunction function, Clock clock) {
    this.function = function;
    this.clock = clock;
  }

  /// Tries the function once.
  ///
  /// @param account that the event seems to come from
  /// @param id of this check, to find its event by
  /// @throws CheckException when the function cannot be asked
  public Finding run(String account, String id) throws CheckException {
    DeployedFunction.Configuration live = function.behindAlias();
    Set<String> older = different(live, function.latest());
    Finding finding = Diagnosis.of(function.invoke(event(account, id)));
    if (older.isEmpty()) {
      return finding;
    }
    Finding.Level level =
        finding.level() == Finding.Level.TAKEN ? Finding.Level.TAKEN_BUT : finding.level();
    return new Finding(
        level,
        "The alias points at version %s, which is older than what is deployed (%s): deploy again, or look in CloudFormation why the last deployment did not end.%n%s"
            .formatted(live.version(), String.join(", ", older), finding.sentence()));
  }

  /// Names of what is not the same. Their values may be secrets.
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
    } catch (IOException e) {
      throw new UncheckedIOException("writing into memory failed", e);
    }
    return "{\"awslogs\":{\"data\":\"%s\"}}"
        .formatted(Base64.getEncoder().encodeToString(gzipped.toByteArray()));
  }

  /// As long as CloudWatch's, and another one every time.
  private String eventId() {
    return ("%0" + ID_DIGITS + "d").formatted(clock.millis());
  }
}
