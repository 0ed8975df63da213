package dev.cwforwarder.aws;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.ssm.SsmClient;

/// Loads settings that are too long for an environment variable from Systems Manager or S3.
public final class ConfigLoader {
  /// More than anyone writes by hand: the key names the wrong object.
  private static final int MAX_BYTES = 1 << 20;

  private ConfigLoader() {}

  /// Loads a parameter of Systems Manager, decrypted.
  ///
  /// @throws IOException if it cannot be read; the message says why and what may help
  public static String parameter(String name) throws IOException {
    try (SsmClient ssm = SsmClient.builder().httpClientBuilder(AwsHttp.builder()).build()) {
      return ssm.getParameter(get -> get.name(name).withDecryption(true)).parameter().value();
    } catch (SdkException e) {
      throw new IOException(
          AwsAnswer.of(e).sentence("GetParameter " + name, "ssm:GetParameter", ""), e);
    }
  }

  /// Loads an object of S3: at most 1 MiB of UTF-8.
  ///
  /// @throws IOException if it cannot be read, or is larger
  public static String object(String bucket, String key) throws IOException {
    String what = "GetObject s3://%s/%s".formatted(bucket, key);
    try (S3Client s3 = S3FailureStore.client().build();
        ResponseInputStream<GetObjectResponse> object =
            s3.getObject(get -> get.bucket(bucket).key(key))) {
      byte[] bytes = object.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new IOException("%s: larger than %d bytes".formatted(what, MAX_BYTES));
      }
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (SdkException e) {
      throw new IOException(AwsAnswer.of(e).sentence(what, "s3:GetObject", ""), e);
    }
  }
}
