package dev.cwforwarder.demo;

import dev.cwforwarder.demo.LambdaFormat.End;
import dev.cwforwarder.demo.LambdaFormat.Fields;
import java.util.List;

/// Accepts orders, and lists those of a customer. Logs as JSON, with its trace and span.
final class OrderService {
  static final String NAME = "order-service";
  private static final int ATTEMPTS = 3;
  private static final String DATABASE = "orders@orders-db";

  private final LambdaFleet fleet;
  private final PaymentProcessor payments;
  private final OrdersDatabase database;
  private final TimeRange slow;
  private final Dice dice;

  OrderService(Day day, Incidents incidents, Journal journal, long seed) {
    this.dice = Dice.of(seed, NAME);
    this.payments = new PaymentProcessor(day, incidents, journal, seed);
    this.database = new OrdersDatabase(day, incidents, journal, seed);
    this.slow = incidents.slowQuery();
    LambdaFunction function =
        new LambdaFunction(
            NAME,
            "nodejs:22.v54",
            Dice.of(seed, "nodejs").hex(64),
            1024,
            148,
            530,
            new LambdaJson());
    List<Release> releases = List.of(new Release(day.start(), "31", 0));
    this.fleet = new LambdaFleet(function, releases, journal, dice);
  }

  OrdersDatabase database() {
    return database;
  }

  /// Accepts an order: 201, the status of the payment processor, or 502 for its failures.
  Outcome place(long millis, TraceContext caller) {
    Invocation invocation = fleet.start(millis, caller);
    String order = "A-" + (100_000 + dice.upTo(900_000));
    Fields fields = fields(invocation, order);
    long now = invocation.start() + 3 + dice.upTo(6);
    invocation.log(now, Level.INFO, "order " + order + " received", fields);
    Outcome payment = pay(invocation, now + 4, order, fields);
    now = payment.millis() + 5 + dice.upTo(12);
    invocation.trace().requested(DATABASE, "INSERT", payment.millis() + 1, now);
    int status =
        switch (payment.status()) {
          case 200 -> 201;
          case 402 -> 402;
          default -> 502;
        };
    String message = message(order, payment.status());
    invocation.log(now, level(status), message, fields);
    if (status == 502) {
      invocation.fails(message);
    }
    invocation.end(now + 2, End.SUCCESS);
    return new Outcome(status, now + 4);
  }

  /// Lists the orders of a customer. Waits for the database without a timeout.
  Outcome list(long millis, TraceContext caller) {
    Invocation invocation = fleet.start(millis, caller);
    long now = invocation.start() + 2 + dice.upTo(4);
    boolean isSlow = slow.has(now) && dice.chance(0.58);
    long took = isSlow ? 10_400 + dice.upTo(4_200) : Math.round(dice.around(24, 0.4));
    TraceContext segment = invocation.trace().segment();
    Fields fields =
        line -> {
          dice.skipHex(16);
          segment.putInto(line.put("db_ms", took).put("orders", 1L + took % 7));
        };
    invocation.trace().requested(DATABASE, "SELECT", now, now + took);
    now += took;
    if (isSlow) {
      database.slowOrders(now, took);
      invocation.log(
          now + 2, Level.WARN, "slow query: orders by e-mail took " + took + " ms", fields);
    } else {
      invocation.log(now + 2, Level.INFO, "orders listed", fields);
    }
    invocation.end(now + 4, End.SUCCESS);
    return new Outcome(200, now + 6);
  }

  /// Charges the order, with up to three attempts if the payment processor fails.
  private Outcome pay(Invocation invocation, long millis, String order, Fields fields) {
    double amount = dice.between(500, 24_000) / 100.0;
    boolean voucher = dice.chance(0.2);
    Outcome payment = charge(invocation, millis, order, amount, voucher);
    for (int attempt = 1; attempt < ATTEMPTS && payment.status() == 500; attempt++) {
      String message = "payment-processor failed with 500, attempt " + attempt + " of " + ATTEMPTS;
      invocation.log(payment.millis() + 2, Level.WARN, message, fields);
      long next = payment.millis() + 150L * attempt + dice.upTo(60);
      payment = charge(invocation, next, order, amount, voucher);
    }
    return payment;
  }

  private Outcome charge(
      Invocation invocation, long millis, String order, double amount, boolean voucher) {
    TraceContext call = invocation.trace().call();
    Outcome payment = payments.charge(millis, call, order, amount, voucher);
    String failure = payment.status() >= 500 ? "HTTP " + payment.status() : "";
    invocation.trace().called(call, PaymentProcessor.NAME, millis, payment.millis(), failure);
    return payment;
  }

  private Fields fields(Invocation invocation, String order) {
    TraceContext segment = invocation.trace().segment();
    return line -> {
      dice.skipHex(16);
      segment.putInto(line.put("order_id", order)).put("trace_flags", "01");
    };
  }

  private static Level level(int status) {
    return status == 201 ? Level.INFO : status == 402 ? Level.WARN : Level.ERROR;
  }

  private static String message(String order, int payment) {
    return switch (payment) {
      case 200 -> "order " + order + " placed";
      case 402 -> "order " + order + " not paid: card declined";
      case 504 -> "order " + order + " not paid: payment-processor timed out";
      default -> "order " + order + " not paid: payment-processor failed with " + payment;
    };
  }
}
