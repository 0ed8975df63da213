package dev.cwforwarder.poll;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Log groups that polling has to read although no setting names them: they cannot be subscribed,
/// or something came in before they were. Kept beside the checkpoints. Thread-safe.
public final class DelegationStore {
  /// Not a source: no group's id begins so.
  static final String PREFIX = "#handed-over/";

  private static final String FORMAT = "clickstack-cloudwatch-forwarder/handed-over/1";
  private static final int TRIES = 5;

  private final CheckpointStore store;

  public DelegationStore(CheckpointStore store) {
    this.store = store;
  }

  /// A log group to read.
  ///
  /// @param why it cannot be subscribed; empty: it is, and only a range is read
  /// @param filters how many filters it had when it was handed over
  /// @param from what came in since then is read
  /// @param until and not what came in later, at the end of a minute; null: without end
  /// @param dropped whether it is to be forgotten
  public record Item(
      PollSource.Group group,
      String why,
      int filters,
      Instant from,
      @Nullable Instant until,
      boolean dropped) {
    /// Once nothing has to be read any more.
    public Item drop() {
      return new Item(group, why, filters, from, until, true);
    }

    /// To read no further than `end`.
    public Item readUntil(Instant end) {
      return new Item(group, "", filters, from, end, false);
    }

    PollSource source() {
      return new PollSource(Access.own(group.region()), group, new StreamFilter.All());
    }

    /// Where tiers end, milliseconds since the epoch: the end of a minute, since wider tiers reach
    /// no other. Nothing of them is read once it is dropped.
    long end() {
      if (dropped) {
        return 0;
      }
      return until == null ? Long.MAX_VALUE : Minutes.end(Minutes.of(until.toEpochMilli()));
    }
  }

  /// All of them, in the order of their ids.
  ///
  /// @throws CheckpointException also when one cannot be understood
  public List<Item> all() throws CheckpointException {
    List<Item> items = new ArrayList<>();
    for (CheckpointStore.Entry entry : store.list()) {
      if (entry.sourceId().startsWith(PREFIX)) {
        items.add(read(entry));
      }
    }
    return items;
  }

  /// What was handed over of a source, if anything.
  Optional<Item> find(String sourceId) throws CheckpointException {
    CheckpointStore.Entry entry = store.load(PREFIX + sourceId);
    return entry.version() == 0 ? Optional.empty() : Optional.of(read(entry));
  }

  /// What was found and what was handed over. What a setting names by now is read as that says;
  /// what is to be forgotten is a candidate still, for what somebody ordered of it.
  ///
  /// @param kept all checkpoints, and what is beside them
  DiscoveryResult join(DiscoveryResult found, List<CheckpointStore.Entry> kept, PollPlan plan)
      throws CheckpointException {
    List<Candidate> candidates = new ArrayList<>(found.candidates());
    Set<String> named =
        candidates.stream().map(one -> one.source().id()).collect(Collectors.toSet());
    List<ReadException> problems = new ArrayList<>(found.problems());
    for (CheckpointStore.Entry entry : kept) {
      if (entry.sourceId().startsWith(PREFIX)) {
        try {
          candidate(read(entry), named, plan, found.unsearched()).ifPresent(candidates::add);
        } catch (CheckpointException e) {
          if (!e.isDamaged()) {
            throw e;
          }
          problems.add(
              new ReadException(
                  ReadException.Reason.UNEXPECTED, String.valueOf(e.getMessage()), e));
        }
      }
    }
    return new DiscoveryResult(candidates, found.skipped(), problems, found.unsearched());
  }

  private Optional<Candidate> candidate(
      Item item, Set<String> named, PollPlan plan, Set<String> unsearched)
      throws CheckpointException {
    PollSource source = item.source();
    PollSource.Group group = item.group();
    if (plan.isOwn(group) || !plan.shard().has(source)) {
      return Optional.empty();
    }
    if (!named.contains(source.id())) {
      boolean mayBeNamed = unsearched.contains(group.region());
      return Optional.of(new Candidate(source, plan.reading(source.access()), item, mayBeNamed));
    }
    if (item.dropped() || item.until() != null) {
      delete(item);
    }
    return Optional.empty();
  }

  /// Writes an item, over the one of its group if there is one.
  public void put(Item item) throws CheckpointException {
    write(item, true);
  }

  /// Writes an item, unless its group is read already.
  void add(Item item) throws CheckpointException {
    write(item, false);
  }

  private void write(Item item, boolean over) throws CheckpointException {
    String id = PREFIX + item.source().id();
    for (int i = 0; i < TRIES; i++) {
      CheckpointStore.Entry entry = store.load(id);
      boolean stays = !over && entry.version() > 0 && !read(entry).dropped();
      if (stays || store.save(entry, text(item)).isPresent()) {
        return;
      }
    }
    throw new CheckpointException(
        "%s changes all the time; is it handed over from two places?".formatted(id), null);
  }

  /// Marks an item as dropped, unless it was changed meanwhile.
  ///
  /// @return whether it is
  boolean drop(Item item) throws CheckpointException {
    CheckpointStore.Entry entry = store.load(PREFIX + item.source().id());
    return entry.version() > 0
        && read(entry).equals(item)
        && (item.dropped() || store.save(entry, text(item.drop())).isPresent());
  }

  /// Forgets an item, unless it was changed meanwhile.
  void delete(Item item) throws CheckpointException {
    CheckpointStore.Entry entry = store.load(PREFIX + item.source().id());
    if (entry.version() > 0 && read(entry).equals(item)) {
      store.delete(entry);
    }
  }

  private static String text(Item item) {
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
      throw new IllegalStateException("a text in memory cannot be written", e);
    }
    return text.toString();
  }

  private static Item read(CheckpointStore.Entry entry) throws CheckpointException {
    try (JsonParser json = CheckpointFormat.JSON.createParser(entry.state())) {
      Map<String, String> members = new HashMap<>();
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        members.put(name, json.getText());
      }
      return item(members);
    } catch (IOException | IllegalArgumentException | DateTimeException e) {
      throw CheckpointException.damaged(
          "%s cannot be understood: %s".formatted(entry.sourceId(), e.getMessage()), e);
    }
  }

  private static Item item(Map<String, String> members) {
    if (!FORMAT.equals(members.get("format"))) {
      throw new IllegalArgumentException("its format is not '%s'".formatted(FORMAT));
    }
    String until = members.get("until");
    return new Item(
        new PollSource.Group(
            member(members, "account"),
            member(members, "region"),
            member(members, "name"),
            member(members, "arn"),
            member(members, "class"),
            Instant.parse(member(members, "created")),
            Boolean.parseBoolean(member(members, "linked"))),
        member(members, "why"),
        Integer.parseInt(member(members, "filters")),
        Instant.parse(member(members, "from")),
        until == null ? null : Instant.parse(until),
        Boolean.parseBoolean(member(members, "dropped")));
  }

  private static String member(Map<String, String> members, String name) {
    String value = members.get(name);
    if (value == null) {
      throw new IllegalArgumentException("'%s' is missing".formatted(name));
    }
    return value;
  }
}
