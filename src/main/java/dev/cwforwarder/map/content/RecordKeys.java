package dev.cwforwarder.map.content;

import static io.opentelemetry.api.common.AttributeKey.booleanKey;
import static io.opentelemetry.api.common.AttributeKey.doubleKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringArrayKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.common.AttributeKey;
import java.util.List;

/// The keys of the attributes that the forwarder adds to a record, in addition to the fields of its
/// message.
///
/// The keys of OpenTelemetry's semantic conventions are copied here because loading the
/// conventions' own classes slows down the cold start. A test compares the copies with those
/// classes.
public final class RecordKeys {
  /// The CloudWatch event id, by which the duplicates of an at-least-once delivery can be removed.
  public static final AttributeKey<String> UID = stringKey("log.record.uid");

  /// The ids of the events that were joined to the event of [#UID], in order.
  static final AttributeKey<List<String>> JOINED_UIDS = stringArrayKey("log.record.joined_uids");

  /// The event's timestamp in milliseconds, if a record cannot have it. No message can set an
  /// attribute of this name.
  static final AttributeKey<Long> EVENT_TIMESTAMP = longKey("cloudwatch.event.timestamp");

  /// Set if the message ends within an object. The semantic conventions define no such key.
  static final AttributeKey<Boolean> TRUNCATED = booleanKey("log.record.truncated");

  static final String CLOUDWATCH = "cloudwatch.";

  static final AttributeKey<String> INVOCATION_ID = stringKey("faas.invocation_id");
  static final AttributeKey<Boolean> COLD_START = booleanKey("faas.coldstart");
  static final AttributeKey<String> VERSION = stringKey("faas.version");
  static final AttributeKey<String> ERROR_TYPE = stringKey("error.type");

  static final AttributeKey<String> EXCEPTION_TYPE = stringKey("exception.type");
  static final AttributeKey<String> EXCEPTION_MESSAGE = stringKey("exception.message");
  static final AttributeKey<String> EXCEPTION_STACKTRACE = stringKey("exception.stacktrace");

  /// The forwarder's own keys, since the semantic conventions define none. Lambda reports
  /// milliseconds and megabytes.
  static final AttributeKey<Double> DURATION = doubleKey("aws.lambda.duration_ms");

  static final AttributeKey<Double> INIT_DURATION = doubleKey("aws.lambda.init_duration_ms");
  static final AttributeKey<Double> RESTORE_DURATION = doubleKey("aws.lambda.restore_duration_ms");
  static final AttributeKey<Double> TIMEOUT = doubleKey("aws.lambda.timeout_s");
  static final AttributeKey<Long> BILLED_DURATION = longKey("aws.lambda.billed_duration_ms");
  static final AttributeKey<Long> BILLED_RESTORE_DURATION =
      longKey("aws.lambda.billed_restore_duration_ms");
  static final AttributeKey<Long> MEMORY_SIZE = longKey("aws.lambda.memory_size_mb");
  static final AttributeKey<Long> MAX_MEMORY_USED = longKey("aws.lambda.max_memory_used_mb");
  static final AttributeKey<String> PHASE = stringKey("aws.lambda.phase");
  static final AttributeKey<String> STATUS = stringKey("aws.lambda.status");
  static final AttributeKey<String> RUNTIME_VERSION = stringKey("aws.lambda.runtime_version");
  static final AttributeKey<String> RUNTIME_VERSION_ARN =
      stringKey("aws.lambda.runtime_version_arn");
  static final AttributeKey<String> EXTENSION_NAME = stringKey("aws.lambda.extension.name");
  static final AttributeKey<String> EXTENSION_STATE = stringKey("aws.lambda.extension.state");
  static final AttributeKey<String> EXTENSION_EVENTS = stringKey("aws.lambda.extension.events");

  /// The words before an error in a line of a runtime, such as `Invoke Error`.
  static final AttributeKey<String> RUNTIME_ERROR = stringKey("aws.lambda.runtime_error");

  static final AttributeKey<String> XRAY_TRACE_ID = stringKey("aws.xray.trace_id");
  static final AttributeKey<String> XRAY_SEGMENT_ID = stringKey("aws.xray.segment_id");
  static final AttributeKey<Boolean> XRAY_SAMPLED = booleanKey("aws.xray.sampled");

  /// Columns of Lambda's text format that are removed from the body.
  static final AttributeKey<String> TIMESTAMP = stringKey("timestamp");

  static final AttributeKey<String> LEVEL = stringKey("level");

  private RecordKeys() {}

  /// Whether the forwarder itself sets attributes of this name, which no message may set.
  public static boolean isReserved(String name) {
    return name.equals(UID.getKey())
        || name.equals(JOINED_UIDS.getKey())
        || name.startsWith(CLOUDWATCH);
  }

  /// Whether inserting `part` into the text of an object may form a reserved name: the name may
  /// contain `part`, `part` may complete its beginning, or change where names begin and end.
  public static boolean mayFormReserved(String part) {
    if (UID.getKey().contains(part) || JOINED_UIDS.getKey().contains(part)) {
      return true;
    }
    for (int i = 0; i < CLOUDWATCH.length(); i++) {
      String end = CLOUDWATCH.substring(i);
      if (end.startsWith(part) || part.startsWith(end)) {
        return true;
      }
    }
    return part.chars().anyMatch(c -> "\"\\{}".indexOf(c) >= 0);
  }
}
