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

/// Reads the ingestion key from a secret of AWS Secrets Manager, its current version. Thread-safe.
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

  /// A reader with this environment's credentials. Costs half a second of a core.
  ///
  /// @param arn the secret's
  /// @param region the ARN's
  /// @param field member of a JSON secret; empty when all of it is the key
  /// @throws KeyException when there can be no client
  public static SecretsManagerKey open(String arn, String region, String field)
      throws KeyException {
    try {
      return new SecretsManagerKey(
          KeyClients.withHttp(SecretsManagerClient.builder()).region(Region.of(region)).build(),
          arn,
          region,
          field);
    } catch (SdkException e) {
      throw new KeyException("no client for " + arn + ": " + e.getMessage(), e);
    }
  }

  @Override
  public String read(Deadline deadline) throws KeyException {
    String operation = "GetSecretValue " + arn;
    Duration limit = KeyClients.timeFor(operation, deadline);
    try {
      GetSecretValueResponse secret =
          client.getSecretValue(
              GetSecretValueRequest.builder()
                  .secretId(arn)
                  .overrideConfiguration(settings -> settings.apiCallTimeout(limit))
                  .build());
      if (secret.secretString() == null) {
        throw KeyClients.failure(operation, "it is binary; the key has to be its text", null);
      }
      return KeyText.keyIn(secret.secretString(), field);
    } catch (SdkException e) {
      throw KeyClients.failure(operation, "secretsmanager:GetSecretValue", region, e);
    } catch (IllegalArgumentException e) {
      throw KeyClients.failure(operation, String.valueOf(e.getMessage()), e);
    }
  }
}
