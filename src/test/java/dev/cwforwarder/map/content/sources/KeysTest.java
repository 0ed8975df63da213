package dev.cwforwarder.map.content.sources;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.semconv.incubating.AwsIncubatingAttributes;
import io.opentelemetry.semconv.incubating.ClientIncubatingAttributes;
import io.opentelemetry.semconv.incubating.CloudIncubatingAttributes;
import io.opentelemetry.semconv.incubating.CodeIncubatingAttributes;
import io.opentelemetry.semconv.incubating.DbIncubatingAttributes;
import io.opentelemetry.semconv.incubating.DestinationIncubatingAttributes;
import io.opentelemetry.semconv.incubating.DnsIncubatingAttributes;
import io.opentelemetry.semconv.incubating.ErrorIncubatingAttributes;
import io.opentelemetry.semconv.incubating.ExceptionIncubatingAttributes;
import io.opentelemetry.semconv.incubating.FaasIncubatingAttributes;
import io.opentelemetry.semconv.incubating.FileIncubatingAttributes;
import io.opentelemetry.semconv.incubating.GenAiIncubatingAttributes;
import io.opentelemetry.semconv.incubating.GeoIncubatingAttributes;
import io.opentelemetry.semconv.incubating.HostIncubatingAttributes;
import io.opentelemetry.semconv.incubating.HttpIncubatingAttributes;
import io.opentelemetry.semconv.incubating.K8sIncubatingAttributes;
import io.opentelemetry.semconv.incubating.MessagingIncubatingAttributes;
import io.opentelemetry.semconv.incubating.NetworkIncubatingAttributes;
import io.opentelemetry.semconv.incubating.ProcessIncubatingAttributes;
import io.opentelemetry.semconv.incubating.RpcIncubatingAttributes;
import io.opentelemetry.semconv.incubating.ServerIncubatingAttributes;
import io.opentelemetry.semconv.incubating.SessionIncubatingAttributes;
import io.opentelemetry.semconv.incubating.SourceIncubatingAttributes;
import io.opentelemetry.semconv.incubating.ThreadIncubatingAttributes;
import io.opentelemetry.semconv.incubating.TlsIncubatingAttributes;
import io.opentelemetry.semconv.incubating.UrlIncubatingAttributes;
import io.opentelemetry.semconv.incubating.UserAgentIncubatingAttributes;
import io.opentelemetry.semconv.incubating.UserIncubatingAttributes;
import java.lang.reflect.Field;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Compares the copied keys with the semantic conventions.
final class KeysTest {
  private static final List<Class<?>> CONVENTIONS =
      List.of(
          AwsIncubatingAttributes.class,
          ClientIncubatingAttributes.class,
          CloudIncubatingAttributes.class,
          CodeIncubatingAttributes.class,
          DbIncubatingAttributes.class,
          DestinationIncubatingAttributes.class,
          DnsIncubatingAttributes.class,
          ErrorIncubatingAttributes.class,
          FaasIncubatingAttributes.class,
          GeoIncubatingAttributes.class,
          HostIncubatingAttributes.class,
          HttpIncubatingAttributes.class,
          K8sIncubatingAttributes.class,
          NetworkIncubatingAttributes.class,
          ProcessIncubatingAttributes.class,
          RpcIncubatingAttributes.class,
          ServerIncubatingAttributes.class,
          SourceIncubatingAttributes.class,
          ThreadIncubatingAttributes.class,
          TlsIncubatingAttributes.class,
          UrlIncubatingAttributes.class,
          UserAgentIncubatingAttributes.class,
          ExceptionIncubatingAttributes.class,
          FileIncubatingAttributes.class,
          GenAiIncubatingAttributes.class,
          MessagingIncubatingAttributes.class,
          SessionIncubatingAttributes.class,
          UserIncubatingAttributes.class);

  private static final List<String> OWN =
      List.of(
          "aws.",
          "db.query.duration_ms",
          "dns.question.type",
          "dns.response_code",
          "k8s.audit.",
          "k8s.object.",
          "mssql.",
          "mysql.",
          "severity");

  @Test
  void keysMatchTheSemanticConventions() throws IllegalAccessException {
    Set<AttributeKey<?>> theirs = new HashSet<>();
    for (Class<?> conventions : CONVENTIONS) {
      theirs.addAll(keys(conventions));
    }

    assertThat(theirs).containsAll(keys(Keys.class));
    for (String rows : List.of(ObjectTable.ROWS, ServiceTable.ROWS, PlatformTable.ROWS)) {
      assertThat(theirs).containsAll(ofTable(rows, "(?m)^  (\\S+) ="));
    }
    assertThat(theirs).containsAll(ofTable(LineForms.ROWS, "<\\*?([^<>=]*\\.[^<>=]*)"));
  }

  /// The attributes of a table, except those in our own namespaces.
  private static Set<AttributeKey<?>> ofTable(String rows, String attribute) {
    Set<AttributeKey<?>> keys =
        Pattern.compile(attribute)
            .matcher(rows)
            .results()
            .map(found -> Keys.named(found.group(1)))
            .filter(key -> OWN.stream().noneMatch(key.getKey()::startsWith))
            .collect(toSet());
    assertThat(keys).isNotEmpty();
    return keys;
  }

  private static Set<AttributeKey<?>> keys(Class<?> holder) throws IllegalAccessException {
    Set<AttributeKey<?>> keys = new HashSet<>();
    for (Field field : holder.getDeclaredFields()) {
      if (AttributeKey.class.isAssignableFrom(field.getType())) {
        keys.add((AttributeKey<?>) field.get(null));
      }
    }
    assertThat(keys).isNotEmpty();
    return keys;
  }
}
