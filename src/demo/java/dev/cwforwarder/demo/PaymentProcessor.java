package dev.cwforwarder.demo;

import dev.cwforwarder.demo.LambdaFormat.End;
import dev.cwforwarder.demo.LambdaFormat.Fields;
import java.util.List;
import java.util.Locale;

/// Charges cards. A version that is released in the afternoon fails on every order without a
/// voucher, which most orders are, until it is rolled back.
final class PaymentProcessor {
  static final String NAME = "payment-processor";
  private static final String GOOD = "42";
  private static final String BAD = "43";
  private static final long TIMEOUT_MILLIS = 10_000;
  private static final String BUG =
      "Invoke Error \t{\"errorType\":\"TypeError\",\"errorMessage\":"
          + "\"Cannot read properties of undefined (reading 'currency')\",\"stack\":"
          + "[\"TypeError: Cannot read properties of undefined (reading 'currency')\","
          + "\"    at discount (/var/task/voucher.js:31:27)\","
          + "\"    at charge (/var/task/charge.js:87:18)\","
          + "\"    at Runtime.handler (/var/task/index.js:41:22)\"]}";

  private final LambdaFleet fleet;
  private final Tally tally;
  private final Dice dice;

  PaymentProcessor(Day day, Incidents incidents, Journal journal, long seed) {
    this.dice = Dice.of(seed, NAME);
    this.tally = journal.tally();
    TimeRange bad = incidents.badDeploy();
    List<Release> releases =
        List.of(
            new Release(day.start(), GOOD, 0),
            new Release(bad.from(), BAD, 0),
            new Release(bad.to(), GOOD, 0));
    LambdaFunction function =
        new LambdaFunction(
            NAME, "nodejs:22.v54", Dice.of(seed, "nodejs").hex(64), 512, 112, 412, LambdaText.NODE);
    this.fleet = new LambdaFleet(function, releases, journal, dice);
    tally.describe(
        "bad_deploy",
        "service",
        NAME,
        "version",
        BAD,
        "from",
        Day.iso(bad.from()),
        "to",
        Day.iso(bad.to()));
  }

  /// Charges an order: 200, 402 for a declined card, 500 or 504.
  ///
  /// @param voucher whether the customer uses a voucher
  Outcome charge(long millis, TraceContext caller, String orderId, double amount, boolean voucher) {
    Invocation invocation = fleet.start(millis, caller);
    TraceContext segment = invocation.trace().segment();
    Fields fields = line -> segment.putInto(line.put("order_id", orderId).put("amount", amount));
    long now = invocation.start() + 2 + dice.upTo(5);
    invocation.log(now, Level.INFO, "charging order " + orderId, fields);
    if (invocation.version().equals(BAD) && !voucher) {
      return fail(invocation, now + 3 + dice.upTo(9));
    }
    if (dice.chance(0.004)) {
      return timeOut(invocation);
    }
    if (dice.chance(0.02)) {
      now += 180 + dice.upTo(200);
      invocation.log(now, Level.WARN, "card network answered 503, trying again", fields);
    }
    long asked = now;
    now += Math.round(dice.around(130, 0.35));
    invocation.trace().requested("cards.example.net", "POST", asked, now);
    return settle(invocation, now, orderId, fields);
  }

  private Outcome settle(Invocation invocation, long now, String orderId, Fields fields) {
    boolean declined = dice.chance(0.018);
    if (declined) {
      invocation.log(now, Level.WARN, "card declined for order " + orderId, fields);
      tally.add("declined_cards", NAME);
    } else {
      String took =
          String.format(
              Locale.ROOT, "order %s charged in %d ms", orderId, now - invocation.start());
      invocation.log(now, Level.INFO, took, fields);
    }
    invocation.end(now + 2, End.SUCCESS);
    return new Outcome(declined ? 402 : 200, now + 3);
  }

  private Outcome fail(Invocation invocation, long now) {
    invocation.log(now, Level.ERROR, BUG, Fields.NONE);
    invocation.fails("TypeError");
    invocation.end(now + 4, End.SUCCESS);
    tally.add("failed_by_version", BAD);
    return new Outcome(500, now + 5);
  }

  private Outcome timeOut(Invocation invocation) {
    long end = invocation.start() + TIMEOUT_MILLIS;
    invocation.end(end, End.TIMEOUT);
    return new Outcome(504, end + 5);
  }
}
