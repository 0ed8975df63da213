package dev.cwforwarder.testing.aws;

import dev.cwforwarder.poll.PollSource;
import dev.cwforwarder.poll.ReadException;
import dev.cwforwarder.poll.ReadException.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/// Simulates reading from CloudWatch Logs in memory: events become visible some time after their
/// ingestion, pages may be short or empty, tokens expire, and requests above the quota are
/// throttled. Thread-safe.
public final class SimulatedCloudWatch {
  /// The maximum number of events per page, as in AWS.
  public static final int PAGE = 10_000;

  public static final Duration TOKEN_LIFE = Duration.ofHours(24);

  /// An event as stored.
  ///
  /// @param visibleAt the time from which on requests find it
  public record Event(
      String id, String stream, long timestamp, long ingestion, long visibleAt, String message) {}

  private record Key(long timestamp, long ingestion, long sequence) implements Comparable<Key> {
    static final Key FIRST = new Key(Long.MIN_VALUE, Long.MIN_VALUE, Long.MIN_VALUE);

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }

    private static final Comparator<Key> ORDER =
        Comparator.comparingLong(Key::timestamp)
            .thenComparingLong(Key::ingestion)
            .thenComparingLong(Key::sequence);
  }

  private record Token(String group, long from, long to, Key last, Instant created) {}

  private static final class Group {
    private PollSource.Group described;
    private final NavigableMap<Key, Event> events = new TreeMap<>();
    private final Set<String> streams = new HashSet<>();

    Group(PollSource.Group described) {
      this.described = described;
    }
  }

  private final Clock clock;
  private final RandomGenerator random;
  private int perSecond;
  private final NavigableMap<String, Group> groups = new TreeMap<>();
  private final Map<String, Token> tokens = new HashMap<>();
  private final Deque<Long> recent = new ArrayDeque<>();
  private long sequence;
  private long requests;
  private long throttled;
  private double shortPages;

  /// @param clock the clock of CloudWatch
  /// @param perSecond requests per second above which requests are throttled
  public SimulatedCloudWatch(Clock clock, RandomGenerator random, int perSecond) {
    this.clock = clock;
    this.random = random;
    this.perSecond = perSecond;
  }

  /// Sets the probability of a short or empty page although there are more events.
  public synchronized void shortPages(double probability) {
    shortPages = probability;
  }

  /// Sets the part of the quota that other clients leave from now on.
  public synchronized void quota(int requestsPerSecond) {
    perSecond = requestsPerSecond;
  }

  /// Creates a group, or replaces it with an empty one.
  public synchronized void create(String name, String logClass) {
    groups.put(name, new Group(described(name, logClass)));
  }

  /// Changes the class of a group, which retains its events.
  public synchronized void changeClass(String name, String logClass) {
    group(name).described = described(name, logClass);
  }

  private PollSource.Group described(String name, String logClass) {
    return new PollSource.Group(
        "123456789012",
        "eu-central-1",
        name,
        "arn:aws:logs:eu-central-1:123456789012:log-group:" + name,
        logClass,
        clock.instant(),
        false);
  }

  public synchronized void delete(String name) {
    groups.remove(name);
  }

  public synchronized boolean exists(String name) {
    return groups.containsKey(name);
  }

  /// Stores an event, as `PutLogEvents` does.
  ///
  /// @return the event with its id
  public synchronized Event put(
      String name, String stream, long timestamp, long ingestion, long visibleAt, String message) {
    sequence++;
    String id = "%020d%036d".formatted(timestamp, sequence);
    Event event = new Event(id, stream, timestamp, ingestion, visibleAt, message);
    group(name).events.put(new Key(timestamp, ingestion, sequence), event);
    group(name).streams.add(stream);
    return event;
  }

  private Group group(String name) {
    Group group = groups.get(name);
    if (group == null) {
      throw new IllegalStateException("no such group: " + name);
    }
    return group;
  }

  /// The complete result of `DescribeLogGroups`.
  public synchronized List<PollSource.Group> describe(String prefix, String pattern) {
    return groups.values().stream()
        .map(group -> group.described)
        .filter(group -> group.name().startsWith(prefix) && group.name().contains(pattern))
        .toList();
  }

  /// A response of `FilterLogEvents`.
  public record Answer(List<Event> events, String nextToken) {}

  /// `FilterLogEvents`.
  ///
  /// @param streams the names of the streams; empty for all
  public synchronized Answer filter(
      String name, List<String> streams, String prefix, long from, long to, String token, int limit)
      throws ReadException {
    Group group = readable(name);
    if (!group.described.logClass().equals("STANDARD")) {
      throw new ReadException(
          Reason.UNSUPPORTED,
          "The log group %s is of log-group-class %s. FilterLogEvents is not supported for this log class."
              .formatted(name, group.described.logClass()),
          null);
    }
    if (!group.streams.containsAll(streams)) {
      throw new ReadException(Reason.GONE, "The specified log stream does not exist.", null);
    }
    return page(group, streams, prefix, from, to, token, limit);
  }

  /// All rows of a Logs Insights query. The range is in whole seconds, both inclusive.
  public synchronized List<Event> query(String name, long fromSecond, long toSecond)
      throws ReadException {
    Group group = readable(name);
    long now = clock.millis();
    Key first = new Key(fromSecond * 1000, Long.MIN_VALUE, Long.MIN_VALUE);
    Key end = new Key(toSecond * 1000 + 1000, Long.MIN_VALUE, Long.MIN_VALUE);
    return group.events.subMap(first, end).values().stream()
        .filter(event -> event.visibleAt() <= now)
        .toList();
  }

  private Group readable(String name) throws ReadException {
    throttle();
    Group group = groups.get(name);
    if (group == null) {
      throw new ReadException(Reason.GONE, "The specified log group does not exist: " + name, null);
    }
    return group;
  }

  private void throttle() throws ReadException {
    long now = clock.millis();
    requests++;
    while (!recent.isEmpty() && recent.peekFirst() <= now - 1000) {
      recent.removeFirst();
    }
    if (recent.size() >= perSecond) {
      throttled++;
      throw new ReadException(Reason.THROTTLED, "Rate exceeded", null);
    }
    recent.addLast(now);
  }

  private Answer page(
      Group group, List<String> streams, String prefix, long from, long to, String token, int limit)
      throws ReadException {
    Key last = token.isEmpty() ? Key.FIRST : resumed(group, from, to, token);
    int maxEvents = Math.min(limit, PAGE);
    if (shortPages > 0 && random.nextDouble() < shortPages) {
      maxEvents = random.nextInt(maxEvents + 1);
    }
    TreeSet<String> named = new TreeSet<>(streams);
    List<Event> events = new ArrayList<>();
    long now = clock.millis();
    Key start =
        last.compareTo(new Key(from, Long.MIN_VALUE, 0)) < 0
            ? new Key(from, Long.MIN_VALUE, 0)
            : last;
    for (Map.Entry<Key, Event> entry : group.events.tailMap(start, false).entrySet()) {
      Event event = entry.getValue();
      if (event.timestamp() > to) {
        break;
      }
      boolean ofStream =
          (named.isEmpty() || named.contains(event.stream())) && event.stream().startsWith(prefix);
      if (event.visibleAt() > now || !ofStream) {
        continue;
      }
      if (events.size() == maxEvents) {
        return new Answer(events, newToken(group, from, to, last));
      }
      events.add(event);
      last = entry.getKey();
    }
    return new Answer(events, "");
  }

  private String newToken(Group group, long from, long to, Key last) {
    String token = "token-" + Long.toHexString(random.nextLong());
    tokens.put(token, new Token(group.described.name(), from, to, last, clock.instant()));
    return token;
  }

  private Key resumed(Group group, long from, long to, String text) throws ReadException {
    Token token = tokens.get(text);
    if (token == null) {
      throw new ReadException(Reason.TOKEN_EXPIRED, "The specified nextToken is invalid.", null);
    }
    boolean valid =
        token.group().equals(group.described.name())
            && token.from() == from
            && token.to() == to
            && Duration.between(token.created(), clock.instant()).compareTo(TOKEN_LIFE) < 0;
    if (!valid) {
      throw new ReadException(Reason.TOKEN_EXPIRED, "The specified nextToken is invalid.", null);
    }
    return token.last();
  }

  /// Invalidates all tokens.
  public synchronized void forgetTokens() {
    tokens.clear();
  }

  public synchronized long requests() {
    return requests;
  }

  public synchronized long throttled() {
    return throttled;
  }
}
