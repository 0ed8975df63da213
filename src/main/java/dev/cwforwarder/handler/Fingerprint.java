package dev.cwforwarder.handler;

import dev.cwforwarder.config.text.ConfigJson;
import dev.cwforwarder.config.text.ConfigNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/// A hash of the properties of a custom resource that changes when one of them does.
///
/// The properties include secrets, and the fingerprint is not secret: 64 bits of a slow hash,
/// salted with the stack's ID, are enough to detect a change and of no use for guessing a random
/// key.
final class Fingerprint {
  private static final int ITERATIONS = 600_000;
  private static final int BITS = 64;

  /// Not settings of the function whose versions follow the fingerprint: CloudFormation's own, and
  /// what is only checked.
  private static final Set<String> EXCLUDED = Set.of("ServiceToken", "ServiceTimeout", "Functions");

  private Fingerprint() {}

  /// 16 hexadecimal digits.
  static String of(ConfigNode.Mapping properties, String salt) {
    Map<String, ConfigNode> settings = new LinkedHashMap<>(properties.members());
    settings.keySet().removeAll(EXCLUDED);
    String text = ConfigJson.of(sorted(new ConfigNode.Mapping(settings, properties.line())));
    PBEKeySpec spec =
        new PBEKeySpec(text.toCharArray(), salt.getBytes(StandardCharsets.UTF_8), ITERATIONS, BITS);
    try {
      return HexFormat.of()
          .formatHex(
              SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                  .generateSecret(spec)
                  .getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has PBKDF2WithHmacSHA256", e);
    } finally {
      spec.clearPassword();
    }
  }

  /// CloudFormation does not promise an order of the members.
  private static ConfigNode sorted(ConfigNode node) {
    return switch (node) {
      case ConfigNode.Mapping mapping -> {
        Map<String, ConfigNode> members = new TreeMap<>();
        mapping.members().forEach((name, value) -> members.put(name, sorted(value)));
        yield new ConfigNode.Mapping(members, mapping.line());
      }
      case ConfigNode.Sequence sequence ->
          new ConfigNode.Sequence(
              sequence.items().stream().map(Fingerprint::sorted).toList(), sequence.line());
      case ConfigNode.Scalar scalar -> scalar;
    };
  }
}
