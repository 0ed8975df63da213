package dev.cwforwarder.demo;

import static java.lang.String.format;
import static java.util.Locale.ROOT;

import java.util.List;

/// The control plane of an EKS cluster: audit events, the log of the API server, the scheduler.
final class Cluster {
  private static final String GROUP = "/aws/eks/shop/cluster";
  private static final String SNOOPER = "system:serviceaccount:shop:reporting";
  private static final List<Call> CALLS =
      List.of(
          new Call("get", "leases", "kube-scheduler", "system:kube-scheduler", "kube-system"),
          new Call(
              "update",
              "leases",
              "aws-node",
              "system:node:ip-10-0-11-24.ec2.internal",
              "kube-node-lease"),
          new Call("list", "pods", "", "system:serviceaccount:kube-system:metrics-server", "shop"),
          new Call("watch", "configmaps", "", "system:serviceaccount:shop:storefront", "shop"),
          new Call(
              "get",
              "deployments",
              "storefront",
              "arn:aws:sts::123456789012:assumed-role/deployer/ci",
              "shop"),
          new Call(
              "patch",
              "deployments",
              "storefront",
              "arn:aws:sts::123456789012:assumed-role/deployer/ci",
              "shop"));

  private final Day day;
  private final TimeRange unschedulable;
  private final Journal journal;
  private final Dice dice;
  private final Source audit;
  private final Source api;
  private final Source scheduler;

  Cluster(Day day, Incidents incidents, Journal journal, long seed) {
    this.day = day;
    this.unschedulable = incidents.unschedulable();
    this.journal = journal;
    this.dice = Dice.of(seed, "eks");
    this.audit = source("kube-apiserver-audit");
    this.api = source("kube-apiserver");
    this.scheduler = source("kube-scheduler");
  }

  void run() {
    TimeRange whole = new TimeRange(day.start(), day.end() - 5_000);
    LoadCurve.evenly(whole, 1.7, dice).forEach(at -> audited(at, dice.pick(CALLS), 200));
    LoadCurve.evenly(whole, 0.8, dice).forEach(this::api);
    for (int hour = 1; hour < 24; hour += 2) {
      refused(day.start() + hour * 3_600_000L + 7 * 60_000);
    }
    LoadCurve.evenly(whole, 0.2, dice).forEach(this::scheduled);
    LoadCurve.evenly(unschedulable, 4, dice).forEach(this::unschedulable);
    journal
        .tally()
        .describe(
            "unschedulable",
            "cluster",
            "shop",
            "from",
            Day.iso(unschedulable.from()),
            "to",
            Day.iso(unschedulable.to()));
    journal.tally().describe("refused_secrets", "user", SNOOPER);
  }

  private void refused(long millis) {
    audited(millis, new Call("list", "secrets", "", SNOOPER, "payments"), 403);
    journal.tally().add("refused_secrets", SNOOPER);
  }

  private void audited(long millis, Call call, int status) {
    String path = call.path();
    JsonLine line =
        JsonLine.create()
            .put("kind", "Event")
            .put("apiVersion", "audit.k8s.io/v1")
            .put("level", call.verb().equals("patch") ? "RequestResponse" : "Metadata")
            .put("auditID", dice.uuid())
            .put("stage", "ResponseComplete")
            .put("requestURI", path)
            .put("verb", call.verb())
            .put(
                "user",
                user -> user.put("username", call.user()).list("groups", "system:authenticated"))
            .list("sourceIPs", "10.0.11." + dice.between(20, 60))
            .put("userAgent", "kube-client/v1.34.1 (linux/amd64)")
            .put("objectRef", call::putObject)
            .put("responseStatus", answer -> putStatus(answer, status, call))
            .put("requestReceivedTimestamp", Day.micros(millis - 4))
            .put("stageTimestamp", Day.micros(millis));
    journal.add(audit, millis, status >= 400 ? Level.WARN : Level.INFO, line.toString());
  }

  private static void putStatus(JsonLine answer, int status, Call call) {
    if (status == 403) {
      answer
          .put("status", "Failure")
          .put(
              "message",
              call.resource() + " is forbidden: User \"" + call.user() + "\" cannot list")
          .put("reason", "Forbidden");
    }
    answer.put("code", status);
  }

  private void api(long millis) {
    String message =
        format(
            ROOT,
            "I%s      11 httplog.go:134] \"HTTP\" verb=\"GET\" URI=\"/readyz\" latency=\"%.3fms\""
                + " userAgent=\"kube-probe/1.34\" srcIP=\"10.0.11.9:%d\" resp=200",
            Day.klog(millis),
            0.4 + 3 * dice.fraction(),
            dice.between(33_000, 60_000));
    journal.add(api, millis, Level.INFO, message);
  }

  private void scheduled(long millis) {
    String message =
        format(
            ROOT,
            "I%s      10 schedule_one.go:314] \"Successfully bound pod to node\""
                + " pod=\"shop/storefront-%s\" node=\"ip-10-0-11-%d.ec2.internal\" evaluatedNodes=3"
                + " feasibleNodes=2",
            Day.klog(millis),
            dice.hex(5),
            dice.between(20, 23));
    journal.add(scheduler, millis, Level.INFO, message);
  }

  private void unschedulable(long millis) {
    String message =
        format(
            ROOT,
            "E%s      10 schedule_one.go:1001] \"Error scheduling pod; retrying\" err=\"0/3 nodes"
                + " are available: 3 Insufficient memory.\" pod=\"shop/storefront-%s\"",
            Day.klog(millis),
            dice.hex(5));
    journal.add(scheduler, millis, Level.ERROR, message);
    journal.tally().add("unschedulable", "shop");
  }

  private Source source(String component) {
    return new Source(GROUP, component + "-" + dice.hex(32), component);
  }

  /// An audited API call.
  private record Call(String verb, String resource, String name, String user, String namespace) {
    String path() {
      String api =
          switch (resource) {
            case "deployments" -> "/apis/apps/v1";
            case "leases" -> "/apis/coordination.k8s.io/v1";
            default -> "/api/v1";
          };
      String path = api + "/namespaces/" + namespace + "/" + resource;
      return name.isEmpty() ? path : path + "/" + name;
    }

    void putObject(JsonLine object) {
      object.put("resource", resource).put("namespace", namespace);
      if (!name.isEmpty()) {
        object.put("name", name);
      }
    }
  }
}
