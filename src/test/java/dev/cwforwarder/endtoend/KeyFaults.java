package dev.cwforwarder.endtoend;

import dev.cwforwarder.local.otlp.Answer;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/// Faults of the key in Secrets Manager.
final class KeyFaults {
  private static final String NAME = "ingestion-key";
  private static final String NEW_KEY = FaultScene.KEY + "-rotated";
  private static final String MISSING =
      "arn:aws:secretsmanager:us-east-1:123456789012:secret:missing-a1b2c3";

  private KeyFaults() {}

  static Stream<FaultRow> rows() {
    return Stream.of(
        new FaultRow("secret missing", 1, KeyFaults::missing),
        new FaultRow("key rotated between two payloads", 1, KeyFaults::rotatedBetween),
        new FaultRow("key rotated during an invocation", 1, KeyFaults::rotatedDuring));
  }

  private static void missing(FaultScene scene) {
    lookUp(scene, MISSING);
    scene.run();
  }

  private static void rotatedBetween(FaultScene scene) {
    try (SecretsManagerClient secrets = secrets(scene)) {
      lookUp(scene, secret(secrets));
      scene.run();
      rotate(scene, secrets);
      scene.finish(scene.send(FaultScene.EVENTS, FaultScene.EVENTS, Set.of()));
    }
  }

  private static void rotatedDuring(FaultScene scene) {
    try (SecretsManagerClient secrets = secrets(scene)) {
      lookUp(scene, secret(secrets));
      scene.receiver.answerWith(
          _ -> {
            if (scene.receiver.accepted().size() == 2) {
              rotate(scene, secrets);
            }
            return Answer.accept();
          });
      scene.run();
    }
  }

  private static void rotate(FaultScene scene, SecretsManagerClient secrets) {
    scene.receiver.rotateKey(NEW_KEY);
    secrets.putSecretValue(put -> put.secretId(NAME).secretString(NEW_KEY));
  }

  /// Sets a small request size, so that there are several requests in one invocation.
  private static void lookUp(FaultScene scene, String arn) {
    scene.configure(
        options ->
            options
                .with("CLICKSTACK_API_KEY", "")
                .with("CLICKSTACK_API_KEY_ARN", arn)
                .with("MAX_REQUEST_BYTES", "5000")
                .with("AWS_ENDPOINT_URL", scene.aws().endpoint().toString()));
  }

  private static SecretsManagerClient secrets(FaultScene scene) {
    return scene
        .aws()
        .client(
            SecretsManagerClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder()));
  }

  /// Creates the secret, or resets the one of an earlier row, since all rows share one moto.
  private static String secret(SecretsManagerClient secrets) {
    boolean exists =
        secrets.listSecrets(list -> {}).secretList().stream()
            .anyMatch(one -> one.name().equals(NAME));
    return exists
        ? secrets.putSecretValue(put -> put.secretId(NAME).secretString(FaultScene.KEY)).arn()
        : secrets.createSecret(made -> made.name(NAME).secretString(FaultScene.KEY)).arn();
  }
}
