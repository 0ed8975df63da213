package dev.cwforwarder.demo;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;

/// The facts about the generated day, with which the results of queries on ClickHouse must agree.
///
/// @param events the number of log events
/// @param spans the number of spans
/// @param counts figures by name and key, e.g. `errors_by_service`
/// @param story the actors and times of each episode
public record DemoFacts(
    Day day,
    long seed,
    long events,
    long spans,
    SortedMap<String, SortedMap<String, Long>> counts,
    SortedMap<String, SortedMap<String, String>> story) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public DemoFacts {
    requireNonNull(day, "day is null");
    requireNonNull(counts, "counts is null");
    requireNonNull(story, "story is null");
  }

  static DemoFacts of(Day day, long seed, Journal journal) {
    Tally tally = journal.tally();
    return new DemoFacts(
        day, seed, journal.lines().size(), journal.spans().size(), tally.counts(), tally.story());
  }

  /// The figure `of` in `name`; 0 if there is none.
  long count(String name, String of) {
    SortedMap<String, Long> figures = counts.get(name);
    return figures == null ? 0 : figures.getOrDefault(of, 0L);
  }

  /// The facts as a JSON document.
  String toJson() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("date", day.date().toString());
    members.put("from", Day.iso(day.start()));
    members.put("to", Day.iso(day.end()));
    members.put("seed", seed);
    members.put("source", Payloads.MARK.get("source"));
    members.put("events", events);
    members.put("spans", spans);
    members.put("counts", counts);
    members.put("story", story);
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(members) + "\n";
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
