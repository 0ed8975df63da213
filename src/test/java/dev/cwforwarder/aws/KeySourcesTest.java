package dev.cwforwarder.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cwforwarder.export.KeyException;
import dev.cwforwarder.model.Deadline;
import dev.cwforwarder.testing.aws.MotoServer;
import dev.cwforwarder.testing.time.ManualClock;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/// Keys in Secrets Manager and Parameter Store, in another Region than the function's.
@Tag("slow")
@Timeout(120)
final class KeySourcesTest {
  private static final String REGION = "eu-west-1";

  private static MotoServer moto;
  private static SecretsManagerClient secrets;
  private static SsmClient parameters;

  @BeforeAll
  static void start() {
    moto = MotoServer.start();
    secrets = moto.client(KeyClients.withHttp(SecretsManagerClient.builder()), Region.of(REGION));
    parameters = moto.client(KeyClients.withHttp(SsmClient.builder()), Region.of(REGION));
  }

  @AfterAll
  static void stop() {
    secrets.close();
    parameters.close();
    moto.close();
  }

  @Test
  void theKeyOfASecretIsReadAgainAfterARotation() throws KeyException {
    String arn = secret("plain", "key-1\n");
    SecretsManagerKey source = source(arn, "");

    assertThat(source.read(later())).isEqualTo("key-1");
    secrets.putSecretValue(put -> put.secretId(arn).secretString("key-2"));
    assertThat(source.read(later())).isEqualTo("key-2");
  }

  @Test
  void theKeyOfAJsonSecretIsTheNamedMember() throws KeyException {
    String arn = secret("json", "{\"user\":\"SECRET\",\"key\":\"key-1\"}");

    assertThat(source(arn, "key").read(later())).isEqualTo("key-1");
    assertThatThrownBy(() -> source(arn, "token").read(later()))
        .isInstanceOf(KeyException.class)
        .hasMessage("GetSecretValue " + arn + " failed: it has no string member 'token'");
    assertThatThrownBy(() -> source(arn, "").read(later()))
        .hasMessageContaining("it holds JSON")
        .hasMessageNotContaining("SECRET");
  }

  @Test
  void theErrorNamesAMissingSecret() {
    String arn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:none-AbCdEf";

    assertThatThrownBy(() -> source(arn, "").read(later()))
        .isInstanceOf(KeyException.class)
        .hasMessageStartingWith("GetSecretValue " + arn + " failed: HTTP 4")
        .hasMessageEndingWith(
            " ResourceNotFoundException: there is no such secret or parameter, it was"
                + " deleted, or it has no value yet");
  }

  @Test
  void theErrorNamesASecretMarkedForDeletion() {
    String arn = secret("doomed", "key-1");
    secrets.deleteSecret(delete -> delete.secretId(arn));

    assertThatThrownBy(() -> source(arn, "").read(later()))
        .hasMessageContaining("InvalidRequestException: it is marked for deletion");
  }

  @Test
  void aBinarySecretIsRejected() {
    String arn =
        secrets
            .createSecret(
                create -> create.name("binary").secretBinary(SdkBytes.fromUtf8String("SECRET")))
            .arn();

    assertThatThrownBy(() -> source(arn, "").read(later()))
        .hasMessage(
            "GetSecretValue " + arn + " failed: it is binary; the key must be a secret string");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/click/stack", "clickstack"})
  void theKeyOfAParameterIsReadAgainAfterARotation(String name) throws KeyException {
    parameter(name, "key-1");
    ParameterStoreKey source = new ParameterStoreKey(parameters, arnOf(name), REGION);

    assertThat(source.read(later())).isEqualTo("key-1");
    parameter(name, "key-2");
    assertThat(source.read(later())).isEqualTo("key-2");
  }

  @Test
  void theErrorNamesAMissingParameter() {
    ParameterStoreKey source = new ParameterStoreKey(parameters, arnOf("/none"), REGION);

    assertThatThrownBy(() -> source.read(later()))
        .isInstanceOf(KeyException.class)
        .hasMessageStartingWith("GetParameter " + arnOf("/none") + " failed: HTTP 400")
        .hasMessageContaining("ParameterNotFound: there is no such secret or parameter");
  }

  @Test
  void nothingIsReadAfterTheDeadline() {
    Deadline passed = Deadline.in(Duration.ZERO, new ManualClock());

    assertThatThrownBy(() -> source("arn", "").read(passed))
        .hasMessage("GetSecretValue arn failed: no time left in this invocation");
    assertThatThrownBy(() -> new ParameterStoreKey(parameters, "arn", REGION).read(passed))
        .hasMessage("GetParameter arn failed: no time left in this invocation");
  }

  private static String secret(String name, String value) {
    return secrets.createSecret(create -> create.name(name).secretString(value)).arn();
  }

  private static void parameter(String name, String value) {
    parameters.putParameter(
        put -> put.name(name).value(value).type(ParameterType.SECURE_STRING).overwrite(true));
  }

  private static String arnOf(String parameter) {
    return "arn:aws:ssm:eu-west-1:123456789012:parameter"
        + (parameter.startsWith("/") ? "" : "/")
        + parameter;
  }

  private static SecretsManagerKey source(String arn, String field) {
    return new SecretsManagerKey(secrets, arn, REGION, field);
  }

  private static Deadline later() {
    return Deadline.in(Duration.ofMinutes(1), Clock.systemUTC());
  }
}
