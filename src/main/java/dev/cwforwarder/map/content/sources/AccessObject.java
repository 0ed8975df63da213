package dev.cwforwarder.map.content.sources;

import io.opentelemetry.api.common.AttributeKey;
import java.util.Locale;

/// Derives attributes from JSON objects that describe an HTTP request and its status: access logs
/// of API Gateway, nginx, Apache, CloudFront, VPC Lattice, Envoy, Traefik, Caddy, Kong, Cloudflare,
/// Google Cloud and of web frameworks, with the field names of their documentation in any spelling.
///
/// @see <a
///   href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html">
///   Variables of API Gateway</a>
public final class AccessObject {
  private static final FieldMapping NAMES =
      FieldMapping.inAnySpelling()
          .of(
              Keys.HTTP_METHOD,
              "method req requestmethod httpmethod verb csmethod clientrequestmethod req.method"
                  + " ibmrequestmethod request requestline httprequest firstline routekey reqmethod")
          .of(
              Keys.URL_FULL,
              "path uri url target requesturi requestpath requesturl requesttarget csuristem"
                  + " url.path url.original url.full clientrequesturi originalurl httpuri httppath"
                  + " httpurl requesteduri req.url ibmuripath reqpath urlpath")
          .of(
              Keys.HTTP_STATUS,
              "status statuscode httpstatus httpstatuscode scstatus responsecode responsestatus"
                  + " responsestatuscode code response res.statuscode downstreamstatus"
                  + " edgeresponsestatus elbstatuscode ibmresponsecode httpresponsecode httpresponse"
                  + " httpretcode")
          .of(Keys.HTTP_ROUTE, "resourcepath")
          .of(
              Keys.CLIENT_ADDRESS,
              "ip sourceip remoteaddr clientip cip clientaddr clientaddress remoteip remoteaddress"
                  + " remotehost cliip clienthost sourceipport downstreamremoteaddress srcip userip"
                  + " realip xrealip ipaddress peeraddr peeraddress remote client peer fwd"
                  + " client.ip client.address source.ip source.address ibmremotehost")
          .of(
              Keys.USER_AGENT,
              "useragent ua agent httpuseragent cs(useragent) clientrequestuseragent"
                  + " useragent.original req.headers.useragent useragent.0 ibmuseragent")
          .of(
              Keys.HTTP_BODY_SIZE,
              "responselength bodybytessent size bytes length contentlength bytesout byteswritten"
                  + " writtenbytes bodysize responsebytes responsesize body.bytes"
                  + " downstreamcontentsize bytesSent")
          .of(
              Keys.HTTP_RESPONSE_SIZE,
              "bytessent scbytes bytesread response.size httprequest.responsesize")
          .of(
              Keys.HTTP_REQUEST_SIZE,
              "requestlength requestsize csbytes bytesin request.size request.bytes request.length"
                  + " req.size request.body.bytes headers.contentlength"
                  + " request.headers.contentlength httprequest.requestsize")
          .of(
              Keys.SERVER_ADDRESS,
              "domainname xhostheader httphost host reqhost request.host authority")
          .of(Keys.URL_QUERY, "csuriquery querystring query")
          .of(Keys.URL_SCHEME, "csprotocol scheme requestscheme")
          .of(Keys.NETWORK_PROTOCOL, "protocol serverprotocol csprotocolversion request.proto")
          .of(LineColumn.REFERER, "httpreferer httpreferrer cs(referer) referer referrer")
          .of(
              LineColumn.DURATION,
              "duration elapsed elapsedtime latency responsetime requesttime requestduration took")
          .of(W3cLine.EDGE, "xedgelocation")
          .of(W3cLine.RESULT, "xedgeresulttype")
          .of(W3cLine.TIME_TAKEN, "timetaken")
          .of(Keys.TLS_VERSION, "sslprotocol")
          .of(Keys.TLS_CIPHER, "sslcipher")
          .of(Keys.AWS_REQUEST_ID, "xedgerequestid");

  private static final LineColumn CLIENT = LineColumn.of("client:port");

  private AccessObject() {}

  /// Whether the field is the status of a response.
  public static boolean isStatus(String field) {
    return Keys.HTTP_STATUS.equals(NAMES.key(field));
  }

  /// Whether the field is the method of a request, or its first line.
  public static boolean isMethod(String field) {
    return Keys.HTTP_METHOD.equals(NAMES.key(field));
  }

  /// Whether the value of a field with the name of a part of a request is one: a method, a request
  /// line, a path, a URL, a route or a protocol.
  public static boolean isRequest(String value) {
    int blank = value.indexOf(' ');
    return value.startsWith("/")
        || value.startsWith("$")
        || value.startsWith("HTTP/")
        || value.startsWith("http://")
        || value.startsWith("https://")
        || isMethod(value, blank < 0 ? value.length() : blank)
        || isMethod(inUpperCase(value), value.length());
  }

  /// A word in upper case: axios, hapi and others write methods in lower case.
  private static String inUpperCase(String value) {
    boolean isLower = !value.isEmpty() && value.length() <= 8 && value.charAt(0) >= 'a';
    return isLower ? value.toUpperCase(Locale.ROOT) : value;
  }

  /// Whether the text up to `to` is a method: one that is known in lines, too, or that of WebDAV.
  private static boolean isMethod(String text, int to) {
    return RequestLine.isKnownMethod(text, 0, to) || text.substring(0, to).equals("MKCOL");
  }

  /// Adds the attributes of the request.
  public static void derive(LogFindings findings) {
    NAMES.forEach(findings, (key, value) -> add(key, value, findings));
    boolean isApiGateway =
        findings.find("routeKey") != null
            || findings.find("resourcePath") != null
            || findings.find("httpMethod") != null;
    if (isApiGateway && findings.find("requestId") instanceof String id) {
      findings.add(Keys.AWS_REQUEST_ID, id);
    }
  }

  private static void add(AttributeKey<?> key, Object value, LogFindings findings) {
    if (!(value instanceof String text) || text.isEmpty()) {
      number(key, value, findings);
    } else if (key.equals(Keys.HTTP_METHOD)) {
      method(text, findings);
    } else if (key.equals(Keys.URL_FULL)) {
      RequestLine.target(text, 0, text.length(), findings);
    } else if (key.equals(Keys.NETWORK_PROTOCOL)) {
      RequestLine.protocol(text, 0, text.length(), findings);
    } else if (key.equals(Keys.CLIENT_ADDRESS)) {
      client(text, findings);
    } else if (key.equals(LineColumn.DURATION)) {
      duration(text, findings);
    } else {
      FieldMapping.add(key, value, findings);
    }
  }

  /// A number without a unit is not a duration. Caddy's `bytes_read` is that of the request, and
  /// its `size` that of the response.
  private static void number(AttributeKey<?> key, Object value, LogFindings findings) {
    boolean isRequestSize =
        key.equals(Keys.HTTP_RESPONSE_SIZE) && findings.find("size") instanceof Long;
    if (!key.equals(LineColumn.DURATION) && !isRequestSize) {
      FieldMapping.add(key, value, findings);
    }
  }

  private static void duration(String text, LogFindings findings) {
    double seconds = TimeSpan.seconds(text, 0, text.length());
    if (!Double.isNaN(seconds)) {
      findings.add(LineColumn.DURATION, seconds);
    }
  }

  /// A method, a route of API Gateway, or a request line.
  private static void method(String text, LogFindings findings) {
    String method = inUpperCase(text);
    if (isMethod(method, method.length())) {
      findings.add(Keys.HTTP_METHOD, method);
    } else if (text.indexOf(" HTTP/") > 0) {
      RequestLine.read(text, findings);
    } else if (isRequest(text)) {
      RequestLine.target(text, 0, text.length(), findings);
    }
  }

  /// An address, possibly with a port: `10.0.0.1:51234`, `[2001:db8::1]:51234`. If proxies are
  /// listed behind it, it is the first.
  static void client(String text, LogFindings findings) {
    if (text.indexOf('.') < 0 && text.indexOf(':') < 0) {
      return; // a name
    }
    int comma = text.indexOf(',');
    CLIENT.add(text, 0, comma < 0 ? text.length() : comma, findings);
  }
}
