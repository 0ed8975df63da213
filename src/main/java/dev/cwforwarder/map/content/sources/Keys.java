package dev.cwforwarder.map.content.sources;

import static io.opentelemetry.api.common.AttributeKey.booleanKey;
import static io.opentelemetry.api.common.AttributeKey.doubleKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.common.AttributeKey;

/// The keys of OpenTelemetry's semantic conventions that the known logs need. They are copied here
/// because loading the conventions' own classes slows down the cold start. A test compares the
/// copies with those classes.
final class Keys {
  static final AttributeKey<String> AWS_REQUEST_ID = stringKey("aws.request_id");
  static final AttributeKey<String> CLIENT_ADDRESS = stringKey("client.address");
  static final AttributeKey<Long> CLIENT_PORT = longKey("client.port");
  static final AttributeKey<String> CLOUD_ACCOUNT_ID = stringKey("cloud.account.id");
  static final AttributeKey<String> CLOUD_REGION = stringKey("cloud.region");
  static final AttributeKey<String> CODE_FILE_PATH = stringKey("code.file.path");
  static final AttributeKey<Long> CODE_LINE_NUMBER = longKey("code.line.number");
  static final AttributeKey<String> DB_COLLECTION_NAME = stringKey("db.collection.name");
  static final AttributeKey<String> DB_NAMESPACE = stringKey("db.namespace");
  static final AttributeKey<String> DB_OPERATION_NAME = stringKey("db.operation.name");
  static final AttributeKey<String> DB_QUERY_TEXT = stringKey("db.query.text");
  static final AttributeKey<Long> DB_RETURNED_ROWS = longKey("db.response.returned_rows");
  static final AttributeKey<String> DB_STATUS_CODE = stringKey("db.response.status_code");
  static final AttributeKey<String> DESTINATION_ADDRESS = stringKey("destination.address");
  static final AttributeKey<Long> DESTINATION_PORT = longKey("destination.port");
  static final AttributeKey<String> DNS_QUESTION_NAME = stringKey("dns.question.name");
  static final AttributeKey<String> HOST_ID = stringKey("host.id");
  static final AttributeKey<String> HOST_NAME = stringKey("host.name");
  static final AttributeKey<String> HTTP_METHOD = stringKey("http.request.method");
  static final AttributeKey<Long> HTTP_REQUEST_BODY_SIZE = longKey("http.request.body.size");
  static final AttributeKey<Long> HTTP_REQUEST_SIZE = longKey("http.request.size");
  static final AttributeKey<Long> HTTP_RESPONSE_SIZE = longKey("http.response.size");
  static final AttributeKey<Long> HTTP_BODY_SIZE = longKey("http.response.body.size");
  static final AttributeKey<Long> HTTP_STATUS = longKey("http.response.status_code");
  static final AttributeKey<String> HTTP_ROUTE = stringKey("http.route");
  static final AttributeKey<String> NETWORK_DIRECTION = stringKey("network.io.direction");
  static final AttributeKey<String> NETWORK_INTERFACE = stringKey("network.interface.name");
  static final AttributeKey<String> NETWORK_PEER_ADDRESS = stringKey("network.peer.address");
  static final AttributeKey<String> NETWORK_PROTOCOL = stringKey("network.protocol.name");
  static final AttributeKey<String> NETWORK_PROTOCOL_VERSION =
      stringKey("network.protocol.version");
  static final AttributeKey<String> NETWORK_TRANSPORT = stringKey("network.transport");
  static final AttributeKey<String> NETWORK_TYPE = stringKey("network.type");
  static final AttributeKey<Long> PROCESS_PID = longKey("process.pid");
  static final AttributeKey<String> SERVER_ADDRESS = stringKey("server.address");
  static final AttributeKey<Long> SERVER_PORT = longKey("server.port");
  static final AttributeKey<String> SOURCE_ADDRESS = stringKey("source.address");
  static final AttributeKey<Long> SOURCE_PORT = longKey("source.port");
  static final AttributeKey<Long> THREAD_ID = longKey("thread.id");
  static final AttributeKey<String> TLS_CIPHER = stringKey("tls.cipher");
  static final AttributeKey<String> TLS_VERSION = stringKey("tls.protocol.version");
  static final AttributeKey<String> URL_FULL = stringKey("url.full");
  static final AttributeKey<String> URL_PATH = stringKey("url.path");
  static final AttributeKey<String> URL_QUERY = stringKey("url.query");
  static final AttributeKey<String> URL_SCHEME = stringKey("url.scheme");
  static final AttributeKey<String> USER_AGENT = stringKey("user_agent.original");
  static final AttributeKey<String> USER_NAME = stringKey("user.name");

  private Keys() {}

  /// The key with a name in a table: of a text, or of another type if `:long`, `:double` or
  /// `:boolean` follows.
  static AttributeKey<?> named(String name) {
    int colon = name.indexOf(':');
    return switch (colon < 0 ? "" : name.substring(colon)) {
      case "" -> stringKey(name);
      case ":long" -> longKey(name.substring(0, colon));
      case ":boolean" -> booleanKey(name.substring(0, colon));
      case ":double" -> doubleKey(name.substring(0, colon));
      default -> throw new IllegalArgumentException("unknown type of " + name);
    };
  }
}
