package dev.cwforwarder.aws;

import dev.cwforwarder.export.KeyException;
import dev.cwforwarder.export.KeySource;
import dev.cwforwarder.model.Deadline;
import java.time.Duration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

/// Reads the ingestion key from the current version of an AWS Secrets Manager secret. Thread-safe.
///
/// @see <a
///   href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html">GetSecretValue</a>
public final class SecretsManagerKey implements KeySource {
  private final SecretsManagerClient client;
  private final String arn;
  private final String region;
  private final String field;

  SecretsManagerKey(SecretsManagerClient client, String arn, String region, String field) {
    this.client = client;
    this.arn = arn;
    this.region = region;
    this.field = field;
  }

  /// A reader with this environment's credentials. Building the client takes 0.5 s of CPU time.
  ///
  /// @param arn the ARN of the secret
  /// @param region the Region in the ARN
  /// @param field the JSON member that contains the key; empty if all of the secret is the key
  /// @throws KeyException if the client cannot be built
  public static SecretsManagerKey open(String arn, String region, String field)
      throws KeyException {
    try {
      return new SecretsManagerKey(
          KeyClients.withHttp(SecretsManagerClient.builder()).region(Region.of(region)).build(),
          arn,
          region,
          field);
    } catch (SdkException e) {
      throw new KeyException("cannot build a client for " + arn + ": " + e.getMessage(), e);
    }
  }

  @Override
  public String read(Deadline deadline) throws KeyException {
    String operation = "GetSecretValue " + arn;
    Duration timeout = KeyClients.timeout(operation, deadline);
    try {
      GetSecretValueResponse secret =
          client.getSecretValue(
              GetSecretValueRequest.builder()
                  .secretId(arn)
                  .overrideConfiguration(settings -> settings.apiCallTimeout(timeout))
                  .build());
      if (secret.secretString() == null) {
        throw KeyClients.failure(operation, "it is binary; the key must be a secret string", null);
      }
      return KeyText.keyIn(secret.secretString(), field);
    } catch (SdkException e) {
      throw KeyClients.failure(operation, "secretsmanager:GetSecretValue", region, e);
    } catch (IllegalArgumentException e) {
      throw KeyClients.failure(operation, String.valueOf(e.getMessage()), e);
    }
  }
}
