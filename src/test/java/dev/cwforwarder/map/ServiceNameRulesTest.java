package dev.cwforwarder.map;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ServiceNameRulesTest {
  @ParameterizedTest
  @CsvSource({
    "/team/(\\w+)/(\\w+), $1-$2, /team/shop/orders, shop-orders",
    "/team/(\\w+)/(\\w+), $2, /team/shop/orders/more, ''",
    "team, x, /team, ''",
    ".*, all, /any, all",
    ".*, $0, /any, /any",
    ".*, $$1, /any, $1",
    "/(a)?b, '[$1]', /b, []",
    "/(a)?b, $1, /b, ''",
    "(?i)/TEAM, x, /team, x"
  })
  void wholeNameIsMatchedAndTheTemplateExpanded(
      String group, String template, String name, String service) {
    assertThat(new ServiceNameRules().add(group, template).serviceOf(name)).isEqualTo(service);
  }

  @Test
  void firstRuleThatYieldsANameWins() {
    ServiceNameRules rules =
        new ServiceNameRules().add("/(x)?a.*", "$1").add("/a.*", "second").add(".*", "third");

    assertThat(rules.serviceOf("/a")).isEqualTo("second");
    assertThat(rules.serviceOf("/b")).isEqualTo("third");
  }
}
