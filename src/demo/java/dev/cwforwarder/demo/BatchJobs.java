package dev.cwforwarder.demo;

import static java.lang.String.format;
import static java.util.Locale.ROOT;

/// Jobs of AWS Batch with three attempts each. Most succeed at the first or second attempt. The
/// hourly export fails permanently from the time when it encounters a file that it cannot read.
final class BatchJobs {
  static final String POISONED = "invoice-export";
  private static final String POISON = "s3://shop-exports/invoices/7731.csv";
  private static final String GROUP = "/aws/batch/job";
  private static final int ATTEMPTS = 3;
  private static final long HOUR_MILLIS = 3_600_000;

  private final Day day;
  private final TimeRange poison;
  private final Journal journal;
  private final Dice dice;

  BatchJobs(Day day, Incidents incidents, Journal journal, long seed) {
    this.day = day;
    this.poison = incidents.poison();
    this.journal = journal;
    this.dice = Dice.of(seed, "batch");
  }

  void run() {
    settle(day.at("02:10"));
    for (int hour = 0; hour < 24; hour++) {
      long start = day.start() + hour * HOUR_MILLIS;
      export(start + 15 * 60_000);
      if (hour % 2 == 0) {
        synchronize(start + 40 * 60_000, hour % 6 == 4);
      }
    }
    journal
        .tally()
        .describe("poison_job", "job", POISONED, "file", POISON, "from", Day.iso(poison.from()));
  }

  /// Settles the payments of the previous day; one chunk is repeated.
  private void settle(long start) {
    Attempt attempt = new Attempt("nightly-settlement", dice.uuid(), 1, start);
    for (int done = 500; done <= 240_000; done += 500) {
      attempt.say(Level.INFO, "settlement.worker", "settled " + done + " of 240000 payments");
      if (done == 131_500) {
        attempt.say(
            Level.WARN,
            "settlement.worker",
            "chunk 263: the bank's server closed the connection, doing the chunk again");
      }
    }
    attempt.succeed();
  }

  /// Exports the invoices of an hour. As soon as the unreadable file exists, all attempts fail.
  private void export(long start) {
    String job = dice.uuid();
    long now = start;
    for (int number = 1; number <= ATTEMPTS; number++) {
      Attempt attempt = new Attempt(POISONED, job, number, now);
      boolean poisoned = poison.has(start);
      int files = poisoned ? 4 + number % 2 : 12;
      for (int file = 0; file < files; file++) {
        attempt.say(
            Level.INFO,
            "export.worker",
            "exported s3://shop-exports/invoices/" + (7_727 + file % 4) + ".csv");
      }
      if (!poisoned) {
        attempt.succeed();
        return;
      }
      now = attempt.fail("export.worker", "cannot read " + POISON + ", line 418: VAT id is empty");
    }
    journal.tally().add("jobs_given_up", POISONED);
  }

  /// Fetches the catalogs of the suppliers. Sometimes the Spot instance of the first attempt ends.
  private void synchronize(long start, boolean interrupted) {
    String job = dice.uuid();
    long now = start;
    if (interrupted) {
      Attempt first = new Attempt("catalog-sync", job, 1, now);
      first.say(Level.INFO, "sync.main", "reading 14 feeds");
      now = first.fail("sync.main", "feed 6: connection reset by peer");
    }
    Attempt attempt = new Attempt("catalog-sync", job, interrupted ? 2 : 1, now);
    attempt.say(Level.INFO, "sync.main", "reading 14 feeds");
    for (int feed = 1; feed <= 14; feed++) {
      attempt.say(
          Level.INFO, "sync.main", "feed " + feed + ": " + dice.between(200, 9_000) + " products");
    }
    attempt.succeed();
  }

  /// One attempt: a container with its own log stream.
  private final class Attempt {
    private final String name;
    private final Source source;
    private long now;

    Attempt(String name, String job, int number, long start) {
      this.name = name;
      this.source = new Source(GROUP, name + "/default/" + dice.hex(32), name);
      this.now = start + 1_000 + dice.upTo(4_000);
      journal.tally().add("job_attempts", name);
      say(Level.INFO, "batch.entry", "job " + job + " attempt " + number + " of " + ATTEMPTS);
    }

    void say(Level level, String logger, String message) {
      now += 40 + dice.upTo(1_500);
      String name = level == Level.WARN ? "WARNING" : level.name();
      String line = format(ROOT, "%s %s %s - %s", Day.python(now), name, logger, message);
      journal.add(source, now, level, line);
    }

    void succeed() {
      say(Level.INFO, "batch.entry", "done, exit code 0");
    }

    /// Logs the error and ends. Returns the earliest start time of the next attempt.
    long fail(String logger, String why) {
      say(Level.ERROR, logger, why);
      say(Level.ERROR, "batch.entry", "failed, exit code 1");
      journal.tally().add("failed_attempts", name);
      return now + 30_000;
    }
  }
}
