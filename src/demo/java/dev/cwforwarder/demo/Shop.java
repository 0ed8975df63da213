package dev.cwforwarder.demo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The requests of shoppers and of a partner over the day, and the services that answer them.
final class Shop {
  private static final int REQUESTS = 11_400;
  private static final int PARTNER_A_MINUTE = 20;
  private static final String PARTNER = "partner-feed";
  private static final String PARTNER_ADDRESS = "203.0.113.42";

  private static final List<Client> CLIENTS =
      List.of(
          new Client("web", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/142.0"),
          new Client("web", "Mozilla/5.0 (Macintosh; Intel Mac OS X 15_1) Safari/605.1.15"),
          new Client("ios-app", "ShopApp/7.3 CFNetwork/1568 Darwin/24.1"),
          new Client("android-app", "okhttp/4.12.0"));

  private final Day day;
  private final Incidents incidents;
  private final Journal journal;
  private final Gateway gateway;
  private final OrderService orders;
  private final AuthService auth;
  private final Dice dice;

  Shop(Day day, Incidents incidents, Journal journal, long seed) {
    this.day = day;
    this.incidents = incidents;
    this.journal = journal;
    this.gateway = new Gateway(day, journal, seed);
    this.orders = new OrderService(day, incidents, journal, seed);
    this.auth = new AuthService(day, incidents, journal, seed);
    this.dice = Dice.of(seed, "shop");
  }

  void run() {
    orders.database().run();
    RateLimit limit = new RateLimit(PARTNER_A_MINUTE);
    for (Moment moment : moments()) {
      if (moment.ofPartner()) {
        partner(moment.millis(), limit);
      } else {
        shopper(moment.millis());
      }
    }
    journal
        .tally()
        .describe(
            "rate_limit",
            "client",
            PARTNER,
            "address",
            PARTNER_ADDRESS,
            "from",
            Day.iso(incidents.rateLimit().from()),
            "to",
            Day.iso(incidents.rateLimit().to()));
  }

  private List<Moment> moments() {
    List<Moment> moments = new ArrayList<>();
    LoadCurve.arrivals(day, REQUESTS, dice).forEach(at -> moments.add(new Moment(at, false)));
    TimeRange burst = incidents.rateLimit();
    LoadCurve.evenly(burst, 58, dice).forEach(at -> moments.add(new Moment(at, true)));
    TimeRange whole = new TimeRange(day.start(), day.end() - 120_000);
    LoadCurve.evenly(whole, 0.5, dice).forEach(at -> moments.add(new Moment(at, true)));
    moments.sort(Comparator.comparingLong(Moment::millis));
    return moments;
  }

  private void shopper(long millis) {
    double kind = dice.fraction();
    if (kind < 0.38) {
      browse(request(millis, "GET", "/v1/products/{id}", "/v1/products/" + dice.between(1, 4_000)));
    } else if (kind < 0.52) {
      cart(request(millis, "PUT", "/v1/cart", "/v1/cart"));
    } else if (kind < 0.66) {
      list(request(millis, "GET", "/v1/orders", "/v1/orders"));
    } else if (kind < 0.80) {
      Request request = request(millis, "POST", "/v1/login", "/v1/login");
      TraceContext call = gateway.call(request);
      Outcome outcome = auth.login(millis + 2, call, "u" + dice.between(1_000, 9_999));
      gateway.called(request, call, AuthService.NAME, outcome);
      forward(request, outcome, AuthService.NAME);
    } else {
      Request request = request(millis, "POST", "/v1/orders", "/v1/orders");
      TraceContext call = gateway.call(request);
      Outcome outcome = orders.place(millis + 2, call);
      gateway.called(request, call, OrderService.NAME, outcome);
      forward(request, outcome, OrderService.NAME);
      journal.tally().add("traced_orders", "all");
    }
  }

  /// The catalog is in the gateway's cache, which is slower under load.
  private void browse(Request request) {
    boolean unknown = dice.chance(0.012);
    long took = Math.round(dice.around(9, 0.5) * slowness(request.millis()));
    Outcome outcome = new Outcome(unknown ? 404 : 200, request.millis() + took);
    gateway.answered(request, outcome, "", unknown ? "no such product" : "");
  }

  private void cart(Request request) {
    long took = Math.round(dice.around(21, 0.4) * slowness(request.millis()));
    gateway.answered(request, new Outcome(200, request.millis() + took), "", "");
  }

  private void list(Request request) {
    TraceContext call = gateway.call(request);
    Outcome outcome = orders.list(request.millis() + 2, call);
    long took = outcome.millis() - request.millis();
    if (took <= Gateway.TIMEOUT_MILLIS) {
      gateway.called(request, call, OrderService.NAME, outcome);
      gateway.answered(request, outcome, OrderService.NAME, "");
      return;
    }
    Outcome gaveUp = new Outcome(504, request.millis() + Gateway.TIMEOUT_MILLIS);
    String why = "order-service did not answer within " + Gateway.TIMEOUT_MILLIS + " ms";
    gateway.called(request, call, OrderService.NAME, gaveUp);
    gateway.answered(request, gaveUp, OrderService.NAME, why);
    journal.tally().add("upstream_timeouts", request.method() + " " + request.route());
  }

  private void forward(Request request, Outcome outcome, String upstream) {
    String why =
        switch (outcome.status()) {
          case 401 -> "wrong password";
          case 402 -> "card declined";
          case 502 -> upstream + " failed";
          default -> "";
        };
    gateway.answered(request, outcome, upstream, why);
  }

  private void partner(long millis, RateLimit limit) {
    String path = "/v1/products/" + dice.between(1, 4_000);
    Request request =
        new Request(
            millis,
            "GET",
            "/v1/products/{id}",
            path,
            PARTNER,
            PARTNER_ADDRESS,
            "python-requests/2.32.3",
            gateway.accept(millis, dice.hex(32)));
    if (limit.allows(millis)) {
      browse(request);
    } else {
      gateway.answered(
          request, new Outcome(429, millis + 1), "", "rate limit of " + PARTNER + " exceeded");
      journal.tally().add("rate_limited", PARTNER);
    }
  }

  private Request request(long millis, String method, String route, String path) {
    Client client = dice.pick(CLIENTS);
    String address = "198.51.100." + dice.between(1, 70);
    return new Request(
        millis,
        method,
        route,
        path,
        client.id(),
        address,
        client.agent(),
        gateway.accept(millis, dice.hex(32)));
  }

  private double slowness(long millis) {
    return 0.7 + 1.1 * LoadCurve.at((int) ((millis - day.start()) / 60_000));
  }

  private record Client(String id, String agent) {}

  private record Moment(long millis, boolean ofPartner) {}
}
