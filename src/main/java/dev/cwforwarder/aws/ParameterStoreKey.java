package dev.cwforwarder.aws;

import dev.cwforwarder.export.KeyException;
import dev.cwforwarder.export.KeySource;
import dev.cwforwarder.model.Deadline;
import java.time.Duration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParameterRequest;

/// Reads the ingestion key from a parameter of AWS Systems Manager Parameter Store, and decrypts
/// it. Thread-safe.
///
/// @see <a
///   href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html">GetParameter</a>
public final class ParameterStoreKey implements KeySource {
  private final SsmClient client;
  private final String arn;
  private final String region;

  ParameterStoreKey(SsmClient client, String arn, String region) {
    this.client = client;
    this.arn = arn;
    this.region = region;
  }

  /// A reader with this environment's credentials. Building the client takes 0.5 s of CPU time.
  ///
  /// @param arn the ARN of the parameter
  /// @param region the Region in the ARN
  /// @throws KeyException if the client cannot be built
  public static ParameterStoreKey open(String arn, String region) throws KeyException {
    try {
      return new ParameterStoreKey(
          KeyClients.withHttp(SsmClient.builder()).region(Region.of(region)).build(), arn, region);
    } catch (SdkException e) {
      throw new KeyException("cannot build a client for " + arn + ": " + e.getMessage(), e);
    }
  }

  @Override
  public String read(Deadline deadline) throws KeyException {
    String operation = "GetParameter " + arn;
    Duration timeout = KeyClients.timeout(operation, deadline);
    GetParameterRequest request =
        GetParameterRequest.builder()
            .name(arn)
            .withDecryption(true)
            .overrideConfiguration(settings -> settings.apiCallTimeout(timeout))
            .build();
    try {
      return KeyText.keyIn(client.getParameter(request).parameter().value(), "");
    } catch (SdkException e) {
      throw KeyClients.failure(operation, "ssm:GetParameter", region, e);
    } catch (IllegalArgumentException e) {
      throw KeyClients.failure(operation, String.valueOf(e.getMessage()), e);
    }
  }
}
