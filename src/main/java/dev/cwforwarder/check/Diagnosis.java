package dev.cwforwarder.check;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The decision table: from what the function answered to one sentence.
final class Diagnosis {
  private static final Pattern COUNT = Pattern.compile("\"(Events\\w+)\":(\\d+)");

  /// The first row whose pattern is found in what the function said.
  private static final List<Row> FAILURES =
      List.of(
          new Row(
              "HTTP 401",
              "the ingestion key is missing or wrong: take it from ClickStack (Team Settings, API"
                  + " Keys) and deploy it as ClickStackApiKey, without 'Bearer'"),
          new Row(
              "the ingestion key cannot be read",
              "the function cannot read its ingestion key: check ClickStackApiKeyArn, the secret's"
                  + " policy, and in a VPC the way to the service"),
          new Row(
              "HTTP 403",
              "ClickStack, or a firewall before it, forbids it: check the key's rights and what"
                  + " stands in front of the endpoint"),
          new Row(
              "HTTP 404",
              "nothing takes logs at this address: ClickStackEndpoint is the base address"
                  + " (http://HOST:4318), OtlpLogsEndpoint the exact one"),
          new Row(
              "no OTLP response|redirects are not followed|HTTP 405",
              "something else than ClickStack's OTLP receiver answers there: use its port 4318, not"
                  + " the one of its pages"),
          new Row(
              "invalid settings?:",
              "the function does not start, because a parameter is malformed: the lines below name"
                  + " it"),
          new Row(
              "PKIX|SSL|TLS|certificate",
              "the function does not trust the endpoint's certificate, or they share no version of"
                  + " TLS: check CaCertificate and the address"),
          new Row(
              "UnknownHost|unknown host|Name or service not known|nodename nor servname",
              "the endpoint's name is not known where the function runs: check ClickStackEndpoint,"
                  + " and for a private name VpcSubnetIds"),
          new Row(
              "[Cc]onnection refused",
              "nothing listens at the endpoint's port as seen from the function: check the port"
                  + " (4318), and for a private ClickStack VpcSubnetIds and VpcSecurityGroupIds"),
          new Row(
              "timed out|[Tt]imeout|no answer|[Uu]nreachable|No route to host",
              "the endpoint does not answer the function: for a private ClickStack check"
                  + " VpcSubnetIds, VpcSecurityGroupIds and that its security group lets port 4318"
                  + " in"),
          new Row(
              "HTTP 429|HTTP 5\\d\\d",
              "ClickStack is there and cannot take it now: look at its collector"),
          new Row(
              "",
              "the function failed in a way this check does not know: the lines below are its own"
                  + " words"));

  private record Row(Pattern said, String sentence) {
    Row(String said, String sentence) {
      this(Pattern.compile(said), sentence);
    }
  }

  private Diagnosis() {}

  static Finding of(DeployedFunction.Reply reply) {
    return reply.failed() ? failure(errorMessage(reply.payload())) : success(reply.log());
  }

  private static Finding failure(String message) {
    Row found =
        FAILURES.stream()
            .filter(row -> row.said().matcher(message).find())
            .findFirst()
            .orElseThrow();
    return new Finding(
        Finding.Level.NOT_TAKEN,
        "ClickStack did not take the event: %s.%n  %s".formatted(found.sentence(), message));
  }

  /// Success means accounted for: the counts say how.
  private static Finding success(String log) {
    if (count("EventsExported", log) > 0) {
      return new Finding(Finding.Level.TAKEN, "ClickStack took the event.");
    }
    if (count("EventsDropped", log) > 0) {
      return new Finding(
          Finding.Level.TAKEN_BUT,
          "The function works, and the parameter Rules left the event out, so that ClickStack was"
              + " not asked.");
    }
    if (count("EventsStored", log) > 0 || count("EventsRejected", log) > 0) {
      return new Finding(
          Finding.Level.NOT_TAKEN,
          "ClickStack answers and refuses the event: the failure bucket holds it with the reason"
              + " (quarantine/ or rejected/).");
    }
    return new Finding(
        Finding.Level.TAKEN,
        "The function succeeded, so ClickStack took the event; Lambda gave no log to see the counts.");
  }

  private static int count(String metric, String log) {
    int count = 0;
    Matcher counts = COUNT.matcher(log);
    while (counts.find()) {
      if (counts.group(1).equals(metric)) {
        count = Integer.parseInt(counts.group(2));
      }
    }
    return count;
  }

  /// What Lambda says of a function that failed, `{"errorMessage":"…","errorType":"…"}`.
  private static String errorMessage(String payload) {
    try (JsonParser json = new JsonFactory().createParser(payload)) {
      if (json.nextToken() == JsonToken.START_OBJECT) {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
          String name = json.currentName();
          if (json.nextToken() == JsonToken.VALUE_STRING && name.equals("errorMessage")) {
            return json.getText();
          }
          json.skipChildren();
        }
      }
      return payload;
    } catch (IOException e) {
      return payload;
    }
  }
}
