package dev.cwforwarder.map.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.map.content.text.MessageText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Exceptions in lines of runtimes. `golden/crashes` has each form in full.
final class CrashTest {
  private static final String OBJECT =
      "{\"errorType\":\"TypeError\",\"errorMessage\":\"refused\",\"stack\":[\"TypeError:"
          + " refused\",\"    at f (a.js:1:2)\"]}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Invoke Error \t" + OBJECT,
        "Uncaught Exception \t" + OBJECT,
        OBJECT,
        "TypeError: refused\n    at f (a.js:1:2)\n\n",
        "{\"level\":\"ERROR\",\"message\":" + OBJECT + "}",
        "{\"type\":\"function\",\"record\":" + OBJECT + "}",
        "{\"message\":\"TypeError: refused\\n    at f (a.js:1:2)\"}"
      })
  void bodyIsTheExceptionAndItsPartsAreAttributes(String message) {
    Content content = Parsing.inFunction(message);

    assertThat(content.body()).isEqualTo("TypeError: refused");
    assertThat(content.severityText()).isEqualTo("ERROR");
    assertThat(Parsing.attributes(content))
        .contains(
            "exception.type=TypeError",
            "exception.message=refused",
            "exception.stacktrace=TypeError: refused\n    at f (a.js:1:2)",
            "error.type=TypeError")
        .noneMatch(attribute -> attribute.contains("errorType=") || attribute.contains("stack.0="));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "charge failed TypeError: no\n    at f (a.js:1:2)",
        "charge failed\nshop.PaymentException: no\n\tat shop.Cart.pay(Cart.java:7)",
        """
        charge failed
        Traceback (most recent call last):
          File "a.py", line 1, in f
        KeyError: no""",
        "{\"message\":\"charge failed\",\"errorType\":\"E\",\"errorMessage\":\"no\"}"
      })
  void sentenceBeforeTheExceptionIsTheBody(String message) {
    Content content = Parsing.inFunction(message);

    assertThat(content.body()).isEqualTo("charge failed");
    assertThat(Parsing.attributes(content)).contains("exception.message=no");
  }

  @Test
  void headWithoutASentenceStaysBeforeTheException() {
    assertThat(
            Parsing.of("2026-01-01 12:00:00 ERROR shop.PaymentException: no\n\tat a.B.c(B.java:1)")
                .body())
        .isEqualTo("2026-01-01 12:00:00 ERROR shop.PaymentException: no");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "meet\n  at noon",
        "order: 7\n\tat the counter",
        "a letter\n\tfrom home (Rome)",
        "goroutine 1 [running]:\nmain.main()",
        "status\ngoroutine 1 [running]:\n",
        "Traceback (most recent call last):",
        "\nTraceback (most recent call last):\n",
        "[ERROR] no name\nTraceback (most recent call last):\n  File \"a.py\", line 1, in f",
        "[later] KeyError: x",
        "Invoke Error \t",
        "Invoke Error \t{\"a\":1}",
        "Error raised from handler method",
        "java.lang.IllegalStateException: no"
      })
  void otherTextsAreUnchanged(String message) {
    Content content = Parsing.inFunction(message);

    assertThat(content.body()).isEqualTo(MessageText.withoutLineBreaks(message));
    assertThat(Parsing.attributes(content))
        .noneMatch(attribute -> attribute.startsWith("exception."));
  }

  @Test
  void objectThatDescribesNoErrorKeepsItsFields() {
    assertThat(Parsing.attributes(Parsing.of("{\"errorType\":\"E\",\"stackTrace\":[\"a\",\"b\"]}")))
        .containsExactly("errorType=E", "stackTrace.0=a", "stackTrace.1=b");
  }

  @Test
  void framesOfAnotherFormStayAttributes() {
    assertThat(
            Parsing.attributes(
                Parsing.of(
                    "{\"errorType\":\"E\",\"errorMessage\":\"no\",\"stackTrace\":[7,{\"a\":\"b\"}]}")))
        .contains("exception.type=E", "stackTrace.0=7", "stackTrace.1.a=b")
        .noneMatch(attribute -> attribute.startsWith("exception.stacktrace"));
  }

  @Test
  void stackTraceThatIsTooLongForAnAttributeStaysInTheBody() {
    String message = "TypeError: refused" + "\n    at f (a.js:1:2)".repeat(3_000);
    Content content = Parsing.inFunction(message);

    assertThat(content.body()).isEqualTo(message);
    assertThat(content.truncated()).isFalse();
  }

  @Test
  void rawBodyKeepsTheMessageAndItsFields() {
    String message = "Invoke Error \t" + OBJECT + "\n\n";
    Content content = Parsing.raw(message);

    assertThat(content.body()).isEqualTo("Invoke Error \t" + OBJECT + "\n");
    assertThat(Parsing.attributes(content))
        .contains("errorType=TypeError", "errorMessage=refused", "stack.0=TypeError: refused")
        .contains("exception.type=TypeError");
  }

  @Test
  void exceptionThatTheObjectNamesItselfTakesPrecedence() {
    assertThat(
            Parsing.attributes(
                Parsing.of(
                    "{\"exception\":{\"type\":\"A\"},\"errorType\":\"B\",\"errorMessage\":\"no\"}")))
        .containsExactly("exception.type=A", "errorType=B", "errorMessage=no");
  }
}
