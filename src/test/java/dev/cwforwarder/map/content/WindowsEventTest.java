package dev.cwforwarder.map.content;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Events of Windows as the CloudWatch agent writes them.
final class WindowsEventTest {
  private static final String ONE_LINE =
      "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider"
          + " Name='Service Control Manager'/><EventID Qualifiers='49152'>7031</EventID>"
          + "<Level>%s</Level><Execution ProcessID='1040' ThreadID='5820'/>"
          + "<Computer>EC2AMAZ-1</Computer></System><EventData><Data Name='Level'>1</Data>"
          + "</EventData></Event>";

  private static final String LINES =
      """
      <Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event">
        <System>
          <Provider Name="Microsoft-Windows-DNS-Client" Guid="{1C95126E}" />
          <EventID>1014</EventID>
          <Level>3</Level>
          <Execution ProcessID="1040" ThreadID="5820" />
          <Computer>EC2AMAZ-1</Computer>
        </System>
      </Event>
      """;

  @ParameterizedTest
  @CsvSource({"0, INFO", "1, FATAL", "2, ERROR", "3, WARN", "4, INFO", "5, DEBUG"})
  void levelIsTheSeverity(String level, String severity) {
    assertThat(Parsing.of(ONE_LINE.formatted(level)).severityText()).isEqualTo(severity);
  }

  @Test
  void computerAndProcessAreAttributes() {
    for (String event : new String[] {ONE_LINE.formatted("3"), LINES}) {
      Content content = Parsing.of(event);

      assertThat(content.body()).isEqualTo(event.strip());
      assertThat(content.severityText()).isEqualTo("WARN");
      assertThat(Parsing.attributes(content))
          .containsExactly("host.name=EC2AMAZ-1", "process.pid=1040", "thread.id=5820");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<Event xmlns='x'><System><Level>2</Level></System></Event>",
        "<Event xmlns='http://schemas.microsoft.com/win/'><System><Level></Level></System></Event>",
        "<Event"
            + " xmlns='http://schemas.microsoft.com/win/'><System><Level>7</Level></System></Event>",
        "<Event"
            + " xmlns='http://schemas.microsoft.com/win/'><System><Level>x</Level></System></Event>",
        "<Event xmlns='http://schemas.microsoft.com/win/'><System><Level>"
      })
  void otherElementsHaveNoSeverity(String text) {
    assertThat(Parsing.of(text).severityText()).isNull();
    assertThat(Parsing.attributes(Parsing.of(text))).isEmpty();
  }

  @Test
  void eventMayEndAtAnyCharacter() {
    String event = ONE_LINE.formatted("2");
    for (int length = 0; length < event.length(); length++) {
      String text = event.substring(0, length);

      assertThat(Parsing.of(text).body()).isEqualTo(text);
    }
  }
}
