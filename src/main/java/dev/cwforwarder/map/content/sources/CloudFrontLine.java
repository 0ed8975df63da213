package dev.cwforwarder.map.content.sources;

import static io.opentelemetry.api.common.AttributeKey.doubleKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.common.AttributeKey;
import org.jspecify.annotations.Nullable;

/// Standard access lines of CloudFront: 33 values between tabs.
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

  /// In the order of the fields; null for what is left to the body, or not put as it is.
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

  /// Whether `text` begins with a date and a time between tabs.
  static boolean mayBegin(String text) {
    return text.length() > 40
        && text.charAt(10) == '\t'
        && text.charAt(19) == '\t'
        && text.charAt(13) == ':';
  }

  static boolean read(String text, LogFindings found) {
    LineCursor part = new LineCursor(text, 0);
    for (int i = 0; i <= STATUS; i++) {
      part.until('\t');
    }
    long status = part.to - part.from == 3 ? part.whole() : -1;
    if (status < 0) {
      return false;
    }
    found.severity(LineCursor.severityOf(status));
    part.next = 0;
    for (int i = 0; i < PROTOCOL_VERSION && part.until('\t'); i++) {
      @Nullable AttributeKey<?> key = i < KEYS.length ? KEYS[i] : null;
      if (key != null) {
        put(part, key, found);
      }
    }
    if (part.until('\t') && part.text.startsWith("HTTP/", part.from)) {
      found.add(Keys.NETWORK_PROTOCOL, "http");
      found.add(Keys.NETWORK_PROTOCOL_VERSION, text.substring(part.from + 5, part.to));
    }
    return true;
  }

  @SuppressWarnings("unchecked") // a key has the type it says
  private static void put(LineCursor part, AttributeKey<?> key, LogFindings found) {
    switch (key.getType()) {
      case LONG -> part.putWhole((AttributeKey<Long>) key, found);
      case DOUBLE -> part.putDecimal((AttributeKey<Double>) key, found);
      default -> {
        if (part.isPresent()) {
          found.add((AttributeKey<String>) key, part.value().replace("%20", " "));
        }
      }
    }
  }
}
