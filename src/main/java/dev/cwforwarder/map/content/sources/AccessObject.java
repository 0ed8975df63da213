package dev.cwforwarder.map.content.sources;

import org.jspecify.annotations.Nullable;

/// Derives attributes from JSON objects with the method and the status of an HTTP request: access
/// logs of API Gateway, nginx and CloudFront, with the field names of their documentation.
///
/// @see <a
///   href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html">
///   Variables of API Gateway</a>
public final class AccessObject {
  private static final String[] METHOD_FIELDS = {
    "httpMethod",
    "http_method",
    "request_method",
    "requestMethod",
    "method",
    "verb",
    "cs-method",
    "http.method",
    "req.method"
  };
  private static final String[] TARGET_FIELDS = {
    "path", "request_uri", "uri", "url", "cs-uri-stem"
  };

  private static final FieldMapping NAMES =
      new FieldMapping()
          .of(Keys.HTTP_STATUS, "status statusCode status_code http_status sc-status response_code")
          .of(Keys.HTTP_ROUTE, "resourcePath")
          .of(
              Keys.CLIENT_ADDRESS,
              "ip sourceIp source_ip remote_addr clientIp client_ip c-ip remoteAddr")
          .of(Keys.USER_AGENT, "userAgent user_agent http_user_agent cs(User-Agent)")
          .of(Keys.HTTP_BODY_SIZE, "responseLength body_bytes_sent")
          .of(Keys.HTTP_RESPONSE_SIZE, "bytes_sent sc-bytes")
          .of(Keys.HTTP_REQUEST_SIZE, "request_length cs-bytes")
          .of(Keys.SERVER_ADDRESS, "domainName x-host-header http_host host")
          .of(Keys.URL_QUERY, "cs-uri-query query_string")
          .of(Keys.URL_SCHEME, "cs-protocol scheme")
          .of(AccessLine.REFERER, "http_referer http_referrer cs(Referer)")
          .of(CloudFrontLine.EDGE, "x-edge-location")
          .of(CloudFrontLine.RESULT, "x-edge-result-type")
          .of(CloudFrontLine.TIME_TAKEN, "time-taken")
          .of(Keys.TLS_VERSION, "ssl-protocol ssl_protocol")
          .of(Keys.TLS_CIPHER, "ssl-cipher ssl_cipher")
          .of(Keys.AWS_REQUEST_ID, "x-edge-request-id");

  private AccessObject() {}

  /// Adds the attributes if the object has an HTTP method or a route.
  public static void derive(LogFindings findings) {
    @Nullable String method = first(METHOD_FIELDS, findings);
    @Nullable String route = findings.find("routeKey") instanceof String key ? key : null;
    boolean hasMethod = method != null && RequestLine.isMethod(method, 0, method.length());
    if (!hasMethod && route == null) {
      return;
    }
    if (hasMethod && method != null) {
      findings.add(Keys.HTTP_METHOD, method);
    }
    if (route != null) {
      RequestLine.target(route, 0, route.length(), findings);
    }
    target(findings);
    NAMES.apply(findings);
    protocol(findings);
    boolean isApiGateway =
        route != null
            || findings.find("resourcePath") != null
            || findings.find("httpMethod") != null;
    if (isApiGateway && findings.find("requestId") instanceof String id) {
      findings.add(Keys.AWS_REQUEST_ID, id);
    }
  }

  private static void target(LogFindings findings) {
    @Nullable String target = first(TARGET_FIELDS, findings);
    if (target != null) {
      RequestLine.target(target, 0, target.length(), findings);
    }
  }

  private static void protocol(LogFindings findings) {
    String[] names = {"protocol", "server_protocol", "cs-protocol-version"};
    @Nullable String protocol = first(names, findings);
    if (protocol != null && protocol.startsWith("HTTP/")) {
      findings.add(Keys.NETWORK_PROTOCOL, "http");
      findings.add(Keys.NETWORK_PROTOCOL_VERSION, protocol.substring("HTTP/".length()));
    }
  }

  private static @Nullable String first(String[] names, LogFindings findings) {
    for (String name : names) {
      if (findings.find(name) instanceof String value && !value.isEmpty()) {
        return value;
      }
    }
    return null;
  }
}
