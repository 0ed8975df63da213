package dev.cwforwarder.demo;

import static java.lang.String.format;
import static java.util.Locale.ROOT;

/// A PostgreSQL database of Amazon RDS: logs statements that take longer than half a second, and
/// its maintenance.
final class OrdersDatabase {
  private static final Source LOG =
      new Source("/aws/rds/instance/orders-db/postgresql", "orders-db.0", "orders-db");
  private static final String BY_EMAIL =
      "SELECT o.id, o.status, o.total FROM orders o WHERE lower(o.customer_email) = lower($1)"
          + " ORDER BY o.created_at DESC LIMIT 50";
  private static final String REPORT =
      "SELECT date_trunc('hour', created_at), count(*), sum(total) FROM orders"
          + " WHERE created_at > now() - interval '7 days' GROUP BY 1";

  private final Day day;
  private final Journal journal;
  private final Dice dice;

  OrdersDatabase(Day day, Incidents incidents, Journal journal, long seed) {
    this.day = day;
    this.journal = journal;
    this.dice = Dice.of(seed, "orders-db");
    TimeRange slow = incidents.slowQuery();
    journal
        .tally()
        .describe(
            "slow_query",
            "database",
            "orders-db",
            "statement",
            BY_EMAIL,
            "from",
            Day.iso(slow.from()),
            "to",
            Day.iso(slow.to()));
  }

  /// The query for the orders of a customer, completed at `millis` after `took` milliseconds.
  void slowOrders(long millis, long took) {
    slow(millis, took + dice.fraction(), "execute <unnamed>: " + BY_EMAIL);
    journal.tally().add("slow_queries", "orders by e-mail");
  }

  /// Everything that is independent of requests.
  void run() {
    TimeRange whole = new TimeRange(day.start(), day.end() - 60_000);
    for (long at : LoadCurve.evenly(whole, 0.2, dice)) {
      checkpoint(at);
    }
    for (long at : LoadCurve.evenly(whole, 1 / 30.0, dice)) {
      slow(at, dice.around(1_700, 0.3), "statement: " + REPORT);
      journal.tally().add("slow_queries", "orders per hour");
    }
    for (long at : LoadCurve.arrivals(day, 260, dice)) {
      write(
          at,
          session("shop@orders"),
          Level.INFO,
          "LOG:  connection authorized: user=shop database=orders SSL enabled (protocol=TLSv1.3,"
              + " cipher=TLS_AES_256_GCM_SHA384, bits=256)");
    }
    deadlock(day.at("20:15:12"));
  }

  private void slow(long millis, double took, String statement) {
    String message = format(ROOT, "LOG:  duration: %.3f ms  %s", took, statement);
    write(millis, session("shop@orders"), Level.INFO, message);
  }

  private void checkpoint(long millis) {
    write(millis, ":@:[391]", Level.INFO, "LOG:  checkpoint starting: time");
    int buffers = dice.between(40, 900);
    String done =
        format(
            ROOT,
            "LOG:  checkpoint complete: wrote %d buffers (%.1f%%); 0 WAL file(s) added, 0 removed,"
                + " 1 recycled; write=%.3f s, sync=0.004 s, total=%.3f s",
            buffers,
            buffers / 160.0,
            buffers / 10.0,
            buffers / 10.0 + 0.02);
    write(millis + 20_000, ":@:[391]", Level.INFO, done);
  }

  private void deadlock(long millis) {
    String session = session("shop@orders");
    write(millis, session, Level.ERROR, "ERROR:  deadlock detected");
    write(
        millis,
        session,
        Level.INFO,
        "DETAIL:  Process 8123 waits for ShareLock on transaction 90412; blocked by process 8140."
            + " Process 8140 waits for ShareLock on transaction 90415; blocked by process 8123.");
    write(
        millis,
        session,
        Level.INFO,
        "STATEMENT:  UPDATE stock SET reserved = reserved + $1 WHERE sku = $2");
  }

  private String session(String who) {
    return format(
        ROOT,
        "10.0.%d.%d(%d):%s:[%d]",
        11 + dice.upTo(2),
        20 + dice.upTo(40),
        32_768 + dice.upTo(28_000),
        who,
        2_000 + dice.upTo(7_000));
  }

  private void write(long millis, String session, Level level, String message) {
    journal.add(LOG, millis, level, Day.postgres(millis) + ":" + session + ":" + message);
  }
}
