package dev.cwforwarder.config;

import static java.util.Objects.requireNonNull;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where AWS keeps an ingestion key.
///
/// @param arn of the secret or parameter
/// @param region the ARN's
/// @param field the member that holds the key, when the secret is a JSON object; empty when all of
///   it is the key
/// @see <a
///   href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html">ARNs
///   of secrets</a>
/// @see <a
///   href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html">ARNs
///   of parameters</a>
public record KeyArn(Service service, String arn, String region, String field) {
  /// Keepers of keys.
  public enum Service {
    SECRETS_MANAGER,
    PARAMETER_STORE
  }

  private static final String EXPECTED =
      "expected arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME, perhaps with #FIELD, or"
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

  /// Reads an ARN, a secret's perhaps with `#field`.
  ///
  /// @throws IllegalArgumentException saying what was expected
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
