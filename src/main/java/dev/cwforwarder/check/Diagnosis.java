package dev.cwforwarder.check;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The decision table from the response of the function to one sentence.
final class Diagnosis {
  private static final Pattern COUNT = Pattern.compile("\"(Events\\w+)\":(\\d+)");

  /// A function with many malformed settings has a long message.
  private static final int MAX_MESSAGE = 8192;

  /// The first row whose pattern is found in the function's error message applies.
  private static final List<Row> FAILURES =
      List.of(
          new Row(
              "HTTP 40[13].*reading the ingestion key again failed",
              "ClickStack refuses the key that the function read before, and the secret or"
                  + " parameter now has none, or cannot be read: put the new key into it"),
          new Row(
              "HTTP 401",
              "the ingestion key is missing or wrong: take it from ClickStack (Team Settings, API"
                  + " Keys); ClickStack up to 2.36 expects it without 'Bearer', fully managed"
                  + " ClickStack expects 'Bearer KEY'"),
          new Row(
              "the ingestion key cannot be read.*it is blank",
              "the secret or parameter of the ingestion key is blank: put the key into it"),
          new Row(
              "the ingestion key cannot be read",
              "the function cannot read its ingestion key: check ClickStackApiKeyArn, the secret's"
                  + " policy, and in a VPC the network route to the service"),
          new Row(
              "HTTP 403",
              "ClickStack or a firewall in front of it denies the request: check the permissions of"
                  + " the key, and any proxy or firewall in front of the endpoint"),
          new Row(
              "HTTP 404",
              "no OTLP receiver at this address: ClickStackEndpoint is the base address"
                  + " (http://HOST:4318), OtlpLogsEndpoint the exact one"),
          new Row(
              "the proxy expects a user|Unable to tunnel through proxy",
              "the proxy in HTTPS_PROXY or HTTP_PROXY does not pass the request on: check its"
                  + " address, user name and password, and whether it allows the endpoint"),
          new Row(
              "expects TLS|closed the connection without a response",
              "the endpoint's port expects TLS, or is not ClickStack's OTLP/HTTP port: try https://"
                  + " in ClickStackEndpoint, and port 4318"),
          new Row(
              "does not answer with TLS|during the TLS handshake",
              "the endpoint's port has no TLS: use http:// in ClickStackEndpoint, or the port with"
                  + " TLS"),
          new Row(
              "is not HTTP/1.1|ClickHouse's port",
              "another protocol than OTLP/HTTP is behind the endpoint's port: use port 4318,"
                  + " neither gRPC's (4317) nor ClickHouse's"),
          new Row(
              "OTLP response|redirects are not followed|HTTP 405",
              "another service than ClickStack's OTLP receiver responds at this address: use port"
                  + " 4318, not the port of the ClickStack UI"),
          new Row(
              "invalid settings?:",
              "the function does not start, because a parameter is malformed: see the lines below"),
          new Row(
              "PKIX|SSL|TLS|certificate",
              "the function does not trust the endpoint's certificate, or they have no TLS version"
                  + " in common: check CaCertificate and the address"),
          new Row(
              "UnknownHost|unknown host|Name or service not known|nodename nor servname",
              "the function cannot resolve the endpoint's host name: check ClickStackEndpoint, and"
                  + " for a private name VpcSubnetIds"),
          new Row(
              "[Cc]onnection refused",
              "nothing listens on the endpoint's port as seen from the function: check the port"
                  + " (4318), and for a private ClickStack VpcSubnetIds and VpcSecurityGroupIds"),
          new Row(
              "timed out|[Tt]imeout|no answer|[Uu]nreachable|No route to host",
              "the endpoint does not respond to the function: for a private ClickStack check"
                  + " VpcSubnetIds, VpcSecurityGroupIds, and that its security group allows inbound"
                  + " traffic on port 4318"),
          new Row(
              "HTTP 429|HTTP 5\\d\\d",
              "ClickStack responds but cannot accept data now: check its collector"),
          new Row(
              "",
              "the function failed for a reason that this check does not know: see its error"
                  + " message below"));

  private record Row(Pattern pattern, String sentence) {
    Row(String pattern, String sentence) {
      this(Pattern.compile(pattern), sentence);
    }
  }

  private Diagnosis() {}

  static Finding of(DeployedFunction.Reply reply) {
    return reply.failed() ? failure(errorMessage(reply.payload())) : success(reply.log());
  }

  private static Finding failure(String error) {
    String message = error.length() <= MAX_MESSAGE ? error : error.substring(0, MAX_MESSAGE) + "…";
    Row found =
        FAILURES.stream()
            .filter(row -> row.pattern().matcher(message).find())
            .findFirst()
            .orElseThrow();
    return new Finding(
        Finding.Level.FAILED,
        "ClickStack did not accept the event: %s.%n  %s".formatted(found.sentence(), message));
  }

  /// A successful function has accounted for the event; the metrics in its log say how.
  private static Finding success(String log) {
    if (count("EventsExported", log) > 0) {
      return new Finding(Finding.Level.ACCEPTED, "ClickStack accepted the event.");
    }
    if (count("EventsDropped", log) > 0) {
      return new Finding(
          Finding.Level.WARNING,
          "The function works, but the parameter Rules dropped the event, so that nothing was sent"
              + " to ClickStack.");
    }
    if (count("EventsStored", log) > 0 || count("EventsRejected", log) > 0) {
      return new Finding(
          Finding.Level.FAILED,
          "ClickStack responds but refuses the event: the failure bucket contains it with the"
              + " reason (quarantine/ or rejected/).");
    }
    return new Finding(
        Finding.Level.ACCEPTED,
        "The function succeeded, so ClickStack accepted the event; Lambda returned no log with the"
            + " counts.");
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

  /// Extracts the message of a failed invocation, `{"errorMessage":"…","errorType":"…"}`.
  static String errorMessage(String payload) {
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
