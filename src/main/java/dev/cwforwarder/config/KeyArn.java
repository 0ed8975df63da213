package dev.cwforwarder.config;

import static java.util.Objects.requireNonNull;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The AWS secret or parameter that stores an ingestion key.
///
/// @param arn of the secret or parameter
/// @param region the Region of the ARN
/// @param field the member that contains the key, if the secret is a JSON object; empty if the
///   whole secret is the key
/// @see <a
///   href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html">ARNs
///   of secrets</a>
/// @see <a
///   href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html">ARNs
///   of parameters</a>
public record KeyArn(Service service, String arn, String region, String field) {
  /// The service that stores the key.
  public enum Service {
    SECRETS_MANAGER,
    PARAMETER_STORE
  }

  private static final String EXPECTED =
      "expected arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME, optionally with #FIELD, or"
          + " arn:aws:ssm:REGION:ACCOUNT:parameter/NAME, got '";
  private static final Pattern SECRET =
      Pattern.compile("arn:[a-z-]+:secretsmanager:([a-z0-9-]+):\\d{12}:secret:[\\w/+=.@-]+");
  private static final Pattern PARAMETER =
      Pattern.compile("arn:[a-z-]+:ssm:([a-z0-9-]+):\\d{12}:parameter/[\\w./-]+");

  public KeyArn {
    requireNonNull(service, "service is null");
    requireNonNull(arn, "arn is null");
    requireNonNull(region, "region is null");
    requireNonNull(field, "field is null");
  }

  /// Parses an ARN. The ARN of a secret may be followed by `#field`.
  ///
  /// @throws IllegalArgumentException stating what was expected
  static KeyArn parse(String raw) {
    int hash = raw.indexOf('#');
    String arn = hash < 0 ? raw : raw.substring(0, hash);
    String field = hash < 0 ? "" : raw.substring(hash + 1);
    Matcher secret = SECRET.matcher(arn);
    if (secret.matches() && (hash < 0 || !field.isEmpty())) {
      return new KeyArn(Service.SECRETS_MANAGER, arn, secret.group(1), field);
    }
    Matcher parameter = PARAMETER.matcher(arn);
    if (parameter.matches() && hash < 0) {
      return new KeyArn(Service.PARAMETER_STORE, arn, parameter.group(1), field);
    }
    throw new IllegalArgumentException(EXPECTED + arn + "'");
  }
}
