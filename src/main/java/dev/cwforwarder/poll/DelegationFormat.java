package dev.cwforwarder.poll;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.regex.Pattern;

/// Writes and reads a [DelegationStore.Item] as JSON. Its members are stored: they must not change.
final class DelegationFormat {
  private static final String FORMAT = "clickstack-cloudwatch-forwarder/handed-over/1";

  private DelegationFormat() {}

  static String write(DelegationStore.Item item) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = CheckpointFormat.JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("format", FORMAT);
      json.writeStringField("account", item.group().account());
      json.writeStringField("region", item.group().region());
      json.writeStringField("name", item.group().name());
      json.writeStringField("arn", item.group().arn());
      json.writeStringField("class", item.group().logClass());
      json.writeStringField("created", item.group().created().toString());
      json.writeBooleanField("linked", item.group().linked());
      json.writeStringField("why", item.why());
      json.writeNumberField("filters", item.filters());
      json.writeStringField("from", item.from().toString());
      if (item.until() != null) {
        json.writeStringField("until", item.until().toString());
      }
      json.writeBooleanField("dropped", item.dropped());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return text.toString();
  }

  /// @throws CheckpointException only if the entry is damaged
  static DelegationStore.Item read(CheckpointStore.Entry entry) throws CheckpointException {
    try (JsonParser json = CheckpointFormat.JSON.createParser(entry.state())) {
      json.nextToken();
      return consistent(entry.sourceId(), item(StoredObject.read(json)));
    } catch (IOException | IllegalArgumentException | DateTimeException e) {
      throw CheckpointException.damaged(
          "%s is not a valid delegation: %s".formatted(entry.sourceId(), e.getMessage()), e);
    }
  }

  private static DelegationStore.Item item(StoredObject node) {
    if (!FORMAT.equals(node.values().get("format"))) {
      throw new IllegalArgumentException("its format is not '%s'".formatted(FORMAT));
    }
    String until = node.values().get("until");
    return new DelegationStore.Item(
        new PollSource.Group(
            node.text("account"),
            node.text("region"),
            node.text("name"),
            node.text("arn"),
            node.text("class"),
            Instant.parse(node.text("created")),
            node.flag("linked")),
        node.text("why"),
        Integer.parseInt(node.text("filters")),
        Instant.parse(node.text("from")),
        until == null ? null : Instant.parse(until),
        node.flag("dropped"));
  }

  /// The checks of log groups, for example whether it is one of the forwarder's own, look at
  /// account, Region and name. Therefore neither the key nor the ARN may name another group.
  private static DelegationStore.Item consistent(String key, DelegationStore.Item item) {
    String id = item.source().id();
    if (!key.equals(DelegationStore.PREFIX + id)) {
      throw new IllegalArgumentException("its key is not that of the log group " + id);
    }
    PollSource.Group group = item.group();
    String arn =
        ":logs:%s:%s:log-group:%s".formatted(group.region(), group.account(), group.name());
    if (group.linked() && !group.arn().matches("arn:[a-z-]+" + Pattern.quote(arn))) {
      throw new IllegalArgumentException("its arn names another log group: " + group.arn());
    }
    return item;
  }
}
