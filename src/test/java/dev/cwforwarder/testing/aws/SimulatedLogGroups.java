package dev.cwforwarder.testing.aws;

import dev.cwforwarder.model.LogGroup;
import dev.cwforwarder.subscribe.AccountPolicies;
import dev.cwforwarder.subscribe.LogGroups;
import dev.cwforwarder.subscribe.SubscribeException;
import dev.cwforwarder.subscribe.SubscribeException.Reason;
import dev.cwforwarder.subscribe.plan.AccountPolicy;
import dev.cwforwarder.subscribe.plan.Filter;
import dev.cwforwarder.subscribe.plan.ListedGroup;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Simulates the subscription filters of CloudWatch Logs in memory: the quota of 5 requests per
/// second and operation, the limit of filters per group, classes without filters, one policy per
/// account, and groups that disappear.
public final class SimulatedLogGroups implements LogGroups, AccountPolicies {
  public static final String ACCOUNT = "123456789012";
  public static final String REGION = "eu-central-1";
  private static final int PER_SECOND = 5;
  private static final int PAGE = 50;

  private static final class State {
    private final ListedGroup group;
    private final Map<String, Filter> filters = new LinkedHashMap<>();
    private final Map<String, String> tags = new HashMap<>();
    private boolean denied;

    State(ListedGroup group) {
      this.group = group;
    }
  }

  private final Clock clock;
  private final int slots;
  private final Map<String, State> groups = new TreeMap<>();
  private final Map<String, AccountPolicy> policies = new TreeMap<>();
  private final Map<String, Deque<Instant>> recent = new HashMap<>();
  private final Map<String, Integer> requests = new TreeMap<>();
  private final Set<String> vanishing = new HashSet<>();
  private final List<Failing> failing = new ArrayList<>();
  private int throttled;

  private record Failing(String operation, Reason reason) {}

  /// @param slots the maximum number of filters of a group
  public SimulatedLogGroups(Clock clock, int slots) {
    this.clock = clock;
    this.slots = slots;
  }

  public ListedGroup create(String name, String logClass) {
    return create(ACCOUNT, name, logClass, Instant.parse("2025-01-01T00:00:00Z"));
  }

  public ListedGroup create(String account, String name, String logClass, Instant created) {
    ListedGroup group =
        new ListedGroup(
            new LogGroup(account, REGION, name),
            "arn:aws:logs:%s:%s:log-group:%s".formatted(REGION, account, name),
            logClass,
            created);
    groups.put(group.id().id(), new State(group));
    return group;
  }

  public void remove(ListedGroup group) {
    groups.remove(group.id().id());
  }

  /// Lists the group once more, then deletes it.
  public void vanishes(ListedGroup group) {
    vanishing.add(group.id().id());
  }

  public void deny(ListedGroup group) {
    held(group.id().id()).denied = true;
  }

  /// Whether the caller lacks permissions for it.
  public boolean isDenied(ListedGroup group) {
    return held(group.id().id()).denied;
  }

  public void tag(ListedGroup group, String name, String value) {
    held(group.id().id()).tags.put(name, value);
  }

  /// Adds a filter without checking limits, as another process could have done earlier.
  public void plant(ListedGroup group, Filter filter) {
    held(group.id().id()).filters.put(filter.name(), filter);
  }

  public void plant(AccountPolicy policy) {
    policies.put(policy.name(), policy);
  }

  /// Lets the next request of this operation fail.
  public void failNext(String operation, Reason reason) {
    failing.add(new Failing(operation, reason));
  }

  public List<ListedGroup> allGroups() {
    return groups.values().stream().map(held -> held.group).toList();
  }

  /// All filters by group.
  public Map<String, List<Filter>> allFilters() {
    Map<String, List<Filter>> all = new TreeMap<>();
    groups.forEach((id, held) -> all.put(id, List.copyOf(held.filters.values())));
    return all;
  }

  public List<Filter> filtersOf(ListedGroup group) {
    return List.copyOf(held(group.id().id()).filters.values());
  }

  public List<AccountPolicy> allPolicies() {
    return List.copyOf(policies.values());
  }

  public Map<String, Integer> requests() {
    return Map.copyOf(requests);
  }

  public int throttled() {
    return throttled;
  }

  @Override
  public Page groups(Query query, String token) throws SubscribeException {
    request("DescribeLogGroups", 2 * PER_SECOND);
    List<ListedGroup> found =
        groups.values().stream()
            .map(held -> held.group)
            .filter(group -> group.name().startsWith(query.prefix()))
            .filter(group -> query.includeLinked() || group.id().account().equals(ACCOUNT))
            .toList();
    int from = token.isEmpty() ? 0 : Integer.parseInt(token);
    int to = Math.min(found.size(), from + PAGE);
    return new Page(found.subList(from, to), to < found.size() ? String.valueOf(to) : "");
  }

  @Override
  public List<Filter> filters(ListedGroup group) throws SubscribeException {
    request("DescribeSubscriptionFilters", PER_SECOND);
    return List.copyOf(requested(group).filters.values());
  }

  @Override
  public Map<String, String> tags(ListedGroup group) throws SubscribeException {
    request("ListTagsForResource", PER_SECOND);
    return Map.copyOf(requested(group).tags);
  }

  @Override
  public void put(ListedGroup group, Filter filter) throws SubscribeException {
    request("PutSubscriptionFilter", PER_SECOND);
    State held = requested(group);
    if (!group.id().account().equals(ACCOUNT)) {
      throw new SubscribeException(Reason.GONE, "ResourceNotFoundException", null);
    }
    if (!held.group.logClass().equals("STANDARD")) {
      throw new SubscribeException(Reason.CLASS, "InvalidOperationException", null);
    }
    if (!held.filters.containsKey(filter.name()) && held.filters.size() >= slots) {
      throw new SubscribeException(Reason.SLOTS_FULL, "LimitExceededException", null);
    }
    held.filters.put(filter.name(), filter);
  }

  @Override
  public void delete(ListedGroup group, String filterName) throws SubscribeException {
    request("DeleteSubscriptionFilter", PER_SECOND);
    if (requested(group).filters.remove(filterName) == null) {
      throw new SubscribeException(Reason.GONE, "ResourceNotFoundException", null);
    }
  }

  @Override
  public List<AccountPolicy> all() throws SubscribeException {
    request("DescribeAccountPolicies", PER_SECOND);
    return allPolicies();
  }

  @Override
  public void put(AccountPolicy policy) throws SubscribeException {
    request("PutAccountPolicy", PER_SECOND);
    if (!policies.containsKey(policy.name()) && !policies.isEmpty()) {
      throw new SubscribeException(Reason.SLOTS_FULL, "LimitExceededException", null);
    }
    policies.put(policy.name(), policy);
  }

  @Override
  public void delete(String name) throws SubscribeException {
    request("DeleteAccountPolicy", PER_SECOND);
    if (policies.remove(name) == null) {
      throw new SubscribeException(Reason.GONE, "ResourceNotFoundException", null);
    }
  }

  private State requested(ListedGroup group) throws SubscribeException {
    if (vanishing.remove(group.id().id())) {
      groups.remove(group.id().id());
    }
    State held = groups.get(group.id().id());
    if (held == null) {
      throw new SubscribeException(Reason.GONE, "ResourceNotFoundException: " + group.name(), null);
    }
    if (held.denied) {
      throw new SubscribeException(Reason.DENIED, "AccessDeniedException: " + group.name(), null);
    }
    return held;
  }

  private State held(String id) {
    State held = groups.get(id);
    if (held == null) {
      throw new IllegalArgumentException("no group " + id);
    }
    return held;
  }

  private void request(String operation, int perSecond) throws SubscribeException {
    requests.merge(operation, 1, Integer::sum);
    Optional<Failing> planted =
        failing.stream().filter(one -> one.operation().equals(operation)).findFirst();
    if (planted.isPresent()) {
      failing.remove(planted.get());
      throw new SubscribeException(
          planted.get().reason(), operation + " fails intentionally", null);
    }
    Deque<Instant> times = recent.computeIfAbsent(operation, _ -> new ArrayDeque<>());
    Instant now = clock.instant();
    while (!times.isEmpty() && !times.getFirst().isAfter(now.minusSeconds(1))) {
      times.removeFirst();
    }
    if (times.size() >= perSecond) {
      throttled++;
      throw new SubscribeException(Reason.THROTTLED, "ThrottlingException", null);
    }
    times.addLast(now);
  }
}
