package dev.cwforwarder.demo;

import dev.cwforwarder.demo.LambdaFormat.End;
import dev.cwforwarder.demo.LambdaFormat.Fields;
import java.util.List;

/// Authenticates users. In the morning, a version is released that holds all sessions in memory:
/// its environments grow until Lambda kills them.
final class AuthService {
  static final String NAME = "auth-service";
  private static final String LEAKING = "18";

  private final LambdaFleet fleet;
  private final Dice dice;

  AuthService(Day day, Incidents incidents, Journal journal, long seed) {
    this.dice = Dice.of(seed, NAME);
    long leak = incidents.leak().from();
    List<Release> releases =
        List.of(new Release(day.start(), "17", 0), new Release(leak, LEAKING, 5.2));
    LambdaFunction function =
        new LambdaFunction(
            NAME,
            "python:3.13.v61",
            Dice.of(seed, "python").hex(64),
            256,
            61,
            268,
            LambdaText.PYTHON);
    this.fleet = new LambdaFleet(function, releases, journal, dice);
    journal.tally().describe("leak", "service", NAME, "version", LEAKING, "from", Day.iso(leak));
  }

  /// Authenticates `user`: 200, 401 for a wrong password, or 502 if the environment is killed.
  Outcome login(long millis, TraceContext caller, String user) {
    Invocation invocation = fleet.start(millis, caller);
    long now = invocation.start() + Math.round(dice.around(42, 0.3));
    if (invocation.isOutOfMemory()) {
      invocation.end(now, End.OUT_OF_MEMORY);
      return new Outcome(502, now + 4);
    }
    boolean wrong = dice.chance(0.06);
    if (wrong) {
      invocation.log(now, Level.WARN, "login of " + user + " refused: wrong password", Fields.NONE);
    } else {
      invocation.log(now, Level.INFO, "login of " + user, Fields.NONE);
    }
    invocation.end(now + 1, End.SUCCESS);
    return new Outcome(wrong ? 401 : 200, now + 3);
  }
}
