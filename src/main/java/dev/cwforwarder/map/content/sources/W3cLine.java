package dev.cwforwarder.map.content.sources;

import static io.opentelemetry.api.common.AttributeKey.doubleKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.common.AttributeKey;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Parses access logs in W3C's extended format, whose columns a line `#Fields: …` names: IIS, and
/// the standard logs of CloudFront, whose columns are known without that line.
///
/// @see <a href="https://www.w3.org/TR/WD-logfile.html">Extended log file format</a>
/// @see <a
///   href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html">
///   Log file fields</a>
final class W3cLine {
  static final AttributeKey<String> EDGE = stringKey("aws.cloudfront.edge_location");
  static final AttributeKey<String> RESULT = stringKey("aws.cloudfront.result_type");
  static final AttributeKey<Double> TIME_TAKEN = doubleKey("aws.cloudfront.time_taken_s");

  private static final String HEADER = "#Fields: ";

  private static final W3cLine CLOUDFRONT =
      new W3cLine(
          "date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status"
              + " cs(Referer) cs(User-Agent) cs-uri-query cs(Cookie) x-edge-result-type"
              + " x-edge-request-id x-host-header cs-protocol cs-bytes time-taken x-forwarded-for"
              + " ssl-protocol ssl-cipher x-edge-response-result-type cs-protocol-version");

  private final LineColumn[] columns;

  private W3cLine(String names) {
    boolean isCloudFront = names.contains("x-edge-");
    columns =
        Stream.of(names.strip().split("[ \t]+", -1))
            .map(name -> column(name, isCloudFront))
            .toArray(LineColumn[]::new);
  }

  /// The format that a header line describes; null if `text` is another line.
  static @Nullable W3cLine header(String text) {
    return text.startsWith(HEADER) ? new W3cLine(text.substring(HEADER.length())) : null;
  }

  private static LineColumn column(String name, boolean isCloudFront) {
    return switch (name) {
      case "c-ip" -> LineColumn.of("client");
      case "s-ip", "x-host-header", "cs-host" -> LineColumn.of("server.address");
      case "s-port" -> LineColumn.of("port");
      case "cs-username" -> LineColumn.of("user");
      case "cs-method" -> LineColumn.of("http.request.method");
      case "cs-uri-stem" -> LineColumn.of("url.path");
      case "cs-uri-query" -> LineColumn.of("url.query");
      case "cs-protocol" -> LineColumn.of("url.scheme");
      case "cs-version", "cs-protocol-version" -> LineColumn.of("protocol");
      case "cs(User-Agent)" -> LineColumn.of("agent+");
      case "cs(Referer)" -> LineColumn.of("referer");
      case "sc-status" -> LineColumn.of("status");
      case "sc-bytes" -> LineColumn.of("sent");
      case "cs-bytes" -> LineColumn.of("received");
      case "time-taken" -> LineColumn.of(isCloudFront ? TIME_TAKEN.getKey() + ":double" : "ms");
      case "ssl-protocol" -> LineColumn.of("tls.protocol.version");
      case "ssl-cipher" -> LineColumn.of("tls.cipher");
      case "x-edge-location" -> LineColumn.of(EDGE.getKey());
      case "x-edge-result-type" -> LineColumn.of(RESULT.getKey());
      case "x-edge-request-id" -> LineColumn.of("aws.request_id");
      default -> LineColumn.of("-");
    };
  }

  /// Parses a line of CloudFront, which starts with a date and a time that are separated by tabs.
  static boolean readCloudFront(String text, LogFindings findings) {
    boolean mayMatch =
        text.length() > 40
            && text.charAt(10) == '\t'
            && text.charAt(19) == '\t'
            && text.charAt(13) == ':';
    return mayMatch && CLOUDFRONT.read(text, findings);
  }

  /// Parses a line, if it has these columns up to its status.
  boolean read(String text, LogFindings findings) {
    char separator = text.indexOf('\t') >= 0 ? '\t' : ' ';
    long status = status(text, separator);
    if (status < 0) {
      return false;
    }
    findings.severity(LineCursor.severityOf(status));
    LineCursor cursor = new LineCursor(text, 0);
    for (int i = 0; i < columns.length && cursor.nextField(separator); i++) {
      if (columns[i].accepts(text, cursor.from, cursor.to)) {
        columns[i].add(text, cursor.from, cursor.to, findings);
      }
    }
    return true;
  }

  private long status(String text, char separator) {
    LineCursor cursor = new LineCursor(text, 0);
    for (int i = 0; i < columns.length && cursor.nextField(separator); i++) {
      if (Keys.HTTP_STATUS.equals(columns[i].key())) {
        return LineCursor.parseStatus(text, cursor.from, cursor.to);
      }
    }
    return -1;
  }
}
