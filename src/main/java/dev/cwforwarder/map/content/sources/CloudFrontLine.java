package dev.cwforwarder.map.content.sources;

import static io.opentelemetry.api.common.AttributeKey.doubleKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.common.AttributeKey;
import org.jspecify.annotations.Nullable;

/// Parses standard access log lines of CloudFront: 33 tab-separated values.
///
/// @see <a
///   href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html">
///   Log file fields</a>
final class CloudFrontLine {
  static final AttributeKey<String> EDGE = stringKey("aws.cloudfront.edge_location");
  static final AttributeKey<String> RESULT = stringKey("aws.cloudfront.result_type");
  static final AttributeKey<Double> TIME_TAKEN = doubleKey("aws.cloudfront.time_taken_s");

  private static final int STATUS = 8;
  private static final int PROTOCOL_VERSION = 23;

  /// In the order of the fields; null for a field that is only in the body, or that needs a
  /// conversion.
  private static final @Nullable AttributeKey<?>[] KEYS = {
    null,
    null,
    EDGE,
    Keys.HTTP_RESPONSE_SIZE,
    Keys.CLIENT_ADDRESS,
    Keys.HTTP_METHOD,
    null, // cs(Host), the distribution
    Keys.URL_PATH,
    Keys.HTTP_STATUS,
    AccessLine.REFERER,
    Keys.USER_AGENT,
    Keys.URL_QUERY,
    null,
    RESULT,
    Keys.AWS_REQUEST_ID,
    Keys.SERVER_ADDRESS,
    Keys.URL_SCHEME,
    Keys.HTTP_REQUEST_SIZE,
    TIME_TAKEN,
    null,
    Keys.TLS_VERSION,
    Keys.TLS_CIPHER
  };

  private CloudFrontLine() {}

  /// Whether `text` starts with a date and a time that are separated by tabs.
  static boolean mayMatch(String text) {
    return text.length() > 40
        && text.charAt(10) == '\t'
        && text.charAt(19) == '\t'
        && text.charAt(13) == ':';
  }

  static boolean read(String text, LogFindings findings) {
    LineCursor cursor = new LineCursor(text, 0);
    for (int i = 0; i <= STATUS; i++) {
      cursor.nextField('\t');
    }
    long status = cursor.to - cursor.from == 3 ? cursor.longValue() : -1;
    if (status < 0) {
      return false;
    }
    findings.severity(LineCursor.severityOf(status));
    cursor.next = 0;
    for (int i = 0; i < PROTOCOL_VERSION && cursor.nextField('\t'); i++) {
      @Nullable AttributeKey<?> key = i < KEYS.length ? KEYS[i] : null;
      if (key != null) {
        put(cursor, key, findings);
      }
    }
    if (cursor.nextField('\t') && cursor.text.startsWith("HTTP/", cursor.from)) {
      findings.add(Keys.NETWORK_PROTOCOL, "http");
      findings.add(Keys.NETWORK_PROTOCOL_VERSION, text.substring(cursor.from + 5, cursor.to));
    }
    return true;
  }

  @SuppressWarnings("unchecked") // the type of a key is that of its value
  private static void put(LineCursor cursor, AttributeKey<?> key, LogFindings findings) {
    switch (key.getType()) {
      case LONG -> cursor.putLong((AttributeKey<Long>) key, findings);
      case DOUBLE -> cursor.putDouble((AttributeKey<Double>) key, findings);
      default -> {
        if (cursor.isPresent()) {
          findings.add((AttributeKey<String>) key, cursor.value().replace("%20", " "));
        }
      }
    }
  }
}
