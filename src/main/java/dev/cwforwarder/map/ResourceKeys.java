package dev.cwforwarder.map;

import static io.opentelemetry.api.common.AttributeKey.stringArrayKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.common.AttributeKey;
import java.util.List;

/// The names of the resource attributes.
///
/// Those of OpenTelemetry's semantic conventions are written out here, because loading the
/// conventions' own classes costs cold start; a test holds them against those classes.
final class ResourceKeys {
  static final AttributeKey<String> CLOUD_PROVIDER = stringKey("cloud.provider");
  static final AttributeKey<String> CLOUD_PLATFORM = stringKey("cloud.platform");
  static final AttributeKey<String> CLOUD_REGION = stringKey("cloud.region");
  static final AttributeKey<String> CLOUD_ACCOUNT_ID = stringKey("cloud.account.id");
  static final AttributeKey<List<String>> AWS_LOG_GROUP_NAMES =
      stringArrayKey("aws.log.group.names");
  static final AttributeKey<List<String>> AWS_LOG_STREAM_NAMES =
      stringArrayKey("aws.log.stream.names");
  static final AttributeKey<String> FAAS_NAME = stringKey("faas.name");
  static final AttributeKey<String> FAAS_VERSION = stringKey("faas.version");
  static final AttributeKey<String> FAAS_INSTANCE = stringKey("faas.instance");
  static final AttributeKey<String> SERVICE_NAME = stringKey("service.name");

  /// Names ClickStack's guide uses; not part of the semantic conventions.
  static final AttributeKey<String> AWS_REGION = stringKey("aws.region");

  static final AttributeKey<String> LOG_GROUP = stringKey("cloudwatch.log.group.name");
  static final AttributeKey<String> LOG_STREAM = stringKey("cloudwatch.log.stream");

  private ResourceKeys() {}
}
