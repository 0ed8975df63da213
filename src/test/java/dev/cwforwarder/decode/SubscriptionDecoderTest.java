package dev.cwforwarder.decode;

import static dev.cwforwarder.testing.Payloads.SOURCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cwforwarder.model.LogBatch;
import dev.cwforwarder.model.LogEvent;
import dev.cwforwarder.model.LogSource;
import dev.cwforwarder.testing.Payloads;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SubscriptionDecoderTest {
  private static final LogSource OTHER =
      new LogSource("210987654321", SOURCE.region(), "/app/jobs", "job-7");

  private static final SubscriptionDecoder DECODER =
      new SubscriptionDecoder(SOURCE.region(), 1024 * 1024);

  @Test
  void documentBecomesABatch() throws DecodeException {
    List<LogEvent> events = Payloads.events(3);

    assertThat(DECODER.decode(Payloads.gzip(Payloads.document(SOURCE, events))))
        .containsExactly(new LogBatch(SOURCE, events));
  }

  @Test
  void fieldsMayComeInAnyOrder() throws DecodeException {
    String document =
        """
        {"logEvents":[
           {"extractedFields":{"@aws.region":"us-east-1"},"message":"a","timestamp":1,"id":"i"},
           {"message":"b","id":"j","timestamp":2}],
         "subscriptionFilters":["f"],"logStream":"s","logGroup":"g","owner":"o",
         "messageType":"DATA_MESSAGE"}""";

    assertThat(decode(document))
        .containsExactly(
            new LogBatch(
                new LogSource("o", SOURCE.region(), "g", "s"),
                List.of(
                    new LogEvent("i", 1, "a", Map.of("@aws.region", "us-east-1")),
                    new LogEvent("j", 2, "b"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "true",
        "-1.5e300",
        "123456789012345678901234567890",
        "\"text \\u0000 \\ud800\"",
        "[]",
        "{}",
        "[[[{\"logEvents\":[1,{\"id\":{}}]}]]]",
        "{\"messageType\":\"CONTROL_MESSAGE\",\"id\":[{\"id\":1}]}"
      })
  void unknownFieldsAreIgnored(String value) throws DecodeException {
    String document =
        """
        {"first":%1$s,"messageType":"DATA_MESSAGE","owner":"o","x":%1$s,"logGroup":"g",
         "logStream":"s","logEvents":[{"y":%1$s,"id":"i","timestamp":1,"z":%1$s,"message":"a"}],
         "last":%1$s}"""
            .formatted(value);

    assertThat(decode(document))
        .containsExactly(
            new LogBatch(
                new LogSource("o", SOURCE.region(), "g", "s"), List.of(new LogEvent("i", 1, "a"))));
  }

  @Test
  void extractedFieldsAreKeptAsText() throws DecodeException {
    String fields =
        """
        {"@aws.account":"210987654321","n":12.50,"big":123456789012345678901234567890,"b":true,
         "empty":"","none":null}""";

    assertThat(onlyEvent(fields).extractedFields())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "@aws.account", "210987654321",
                "n", "12.50",
                "big", "123456789012345678901234567890",
                "b", "true",
                "empty", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "{}"})
  void missingExtractedFieldsAreEmpty(String fields) throws DecodeException {
    assertThat(onlyEvent(fields).extractedFields()).isEmpty();
  }

  @Test
  void extractedFieldsOfOneEventDoNotReachTheNext() throws DecodeException {
    LogEvent first = new LogEvent("i", 1, "a", Map.of("k", "v"));
    LogEvent second = new LogEvent("j", 2, "b");

    assertThat(
            DECODER
                .decode(Payloads.gzip(Payloads.document(SOURCE, List.of(first, second))))
                .getFirst()
                .events())
        .containsExactly(first, second);
  }

  @Test
  void severalDocumentsMayShareOneGzipMember() throws DecodeException {
    ObjectNode one = Payloads.document(SOURCE, Payloads.events(2));
    ObjectNode two = Payloads.document(OTHER, Payloads.events(1));

    assertThat(DECODER.decode(Payloads.gzip(one.toString() + two)))
        .containsExactly(
            new LogBatch(SOURCE, Payloads.events(2)), new LogBatch(OTHER, Payloads.events(1)));
  }

  @Test
  void eachDocumentMayHaveItsOwnGzipMember() throws DecodeException {
    byte[] one = Payloads.gzip(Payloads.document(SOURCE, Payloads.events(2)));
    byte[] two = Payloads.gzip(Payloads.document(OTHER, Payloads.events(1)));

    assertThat(DECODER.decode(Payloads.concat(one, two)))
        .containsExactly(
            new LogBatch(SOURCE, Payloads.events(2)), new LogBatch(OTHER, Payloads.events(1)));
  }

  @Test
  void oneDocumentMayBeSpreadOverGzipMembers() throws DecodeException {
    String document = Payloads.document(SOURCE, Payloads.events(5)).toString();
    int middle = document.length() / 2;

    assertThat(
            DECODER.decode(
                Payloads.concat(
                    Payloads.gzip(document.substring(0, middle)),
                    Payloads.gzip(""),
                    Payloads.gzip(document.substring(middle)))))
        .containsExactly(new LogBatch(SOURCE, Payloads.events(5)));
  }

  @Test
  void controlMessageYieldsNothing() throws DecodeException {
    assertThat(DECODER.decode(Payloads.gzip(Payloads.controlMessage()))).isEmpty();
  }

  @Test
  void controlMessageNeedsOnlyItsType() throws DecodeException {
    assertThat(decode("{\"messageType\":\"CONTROL_MESSAGE\"}")).isEmpty();
  }

  @Test
  void controlMessageDoesNotHideOtherDocuments() throws DecodeException {
    ObjectNode data = Payloads.document(SOURCE, Payloads.events(1));

    assertThat(
            DECODER.decode(
                Payloads.gzip(Payloads.controlMessage(), data, Payloads.controlMessage())))
        .containsExactly(new LogBatch(SOURCE, Payloads.events(1)));
  }

  @Test
  void documentWithoutEventsIsAnEmptyBatch() throws DecodeException {
    assertThat(DECODER.decode(Payloads.gzip(Payloads.document(SOURCE, List.of()))))
        .containsExactly(new LogBatch(SOURCE, List.of()));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 53})
  void timestampsAreExact(long timestampMillis) throws DecodeException {
    LogEvent event = new LogEvent("i", timestampMillis, "a");

    assertThat(DECODER.decode(Payloads.gzip(Payloads.document(SOURCE, List.of(event)))))
        .containsExactly(new LogBatch(SOURCE, List.of(event)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '`',
      value = {
        "[] => document 1, document: expected a JSON object (at offset 0)",
        "'x' => document 1, document: expected a JSON object (at offset 0)",
        "17 => document 1, document: expected a JSON object (at offset 0)",
        "{} => document 1 has no messageType",
        "{'logEvents':[]} => document 1 has no messageType",
        "{'messageType':null} => document 1, messageType: expected text (at offset 15)",
        "{'messageType':{'a':1}} => document 1, messageType: expected text (at offset 15)",
        "{'messageType':'DATA_MESSAGE'} => document 1 has no owner",
        "{'messageType':'DATA_MESSAGE','owner':'o'} => document 1 has no logGroup",
        "{'messageType':'DATA_MESSAGE','owner':'o','logGroup':'g'} => document 1 has no logStream",
        "{'messageType':'DATA_MESSAGE','owner':'o','logGroup':'g','logStream':'s'}"
            + " => document 1 has no logEvents",
        "{'owner':123456789012} => document 1, owner: expected text (at offset 9)",
        "{'logGroup':[]} => document 1, logGroup: expected text (at offset 12)",
        "{'logStream':true} => document 1, logStream: expected text (at offset 13)",
        "{'logEvents':null} => document 1, logEvents: expected an array (at offset 13)",
        "{'logEvents':{}} => document 1, logEvents: expected an array (at offset 13)",
      })
  void wrongDocumentIsDescribed(String document, String problem) {
    assertThat(problemOf(document)).isEqualTo(problem);
  }

  @Test
  void unknownMessageTypeIsRefused() {
    assertThat(
            problemOf(
                """
                {"messageType":"SECRET","owner":"o","logGroup":"g","logStream":"s","logEvents":[]}\
                """))
        .isEqualTo(
            "document 1, messageType: expected DATA_MESSAGE or CONTROL_MESSAGE (at offset 81)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '`',
      value = {
        "null => document 1, logEvents[0]: expected an object (at offset 14)",
        "'secret' => document 1, logEvents[0]: expected an object (at offset 14)",
        "[] => document 1, logEvents[0]: expected an object (at offset 14)",
        "{} => document 1 has no logEvents[0].id",
        "{'id':'i'} => document 1 has no logEvents[0].message",
        "{'id':'i','message':'secret'} => document 1 has no logEvents[0].timestamp",
        "{'timestamp':1,'message':'secret'} => document 1 has no logEvents[0].id",
        "{'id':1} => document 1, logEvents[0].id: expected text (at offset 20)",
        "{'message':null} => document 1, logEvents[0].message: expected text (at offset 25)",
        "{'message':{'secret':1}}"
            + " => document 1, logEvents[0].message: expected text (at offset 25)",
        "{'timestamp':'1'} => document 1, logEvents[0].timestamp:"
            + " expected milliseconds as a whole number (at offset 27)",
        "{'timestamp':1.0} => document 1, logEvents[0].timestamp:"
            + " expected milliseconds as a whole number (at offset 27)",
        "{'timestamp':null} => document 1, logEvents[0].timestamp:"
            + " expected milliseconds as a whole number (at offset 27)",
        "{'timestamp':9223372036854775808} => document 1, logEvents[0].timestamp:"
            + " expected milliseconds as a whole number (at offset 27)",
        "{'timestamp':-9223372036854775809} => document 1, logEvents[0].timestamp:"
            + " expected milliseconds as a whole number (at offset 27)",
        "{'extractedFields':[]}"
            + " => document 1, logEvents[0].extractedFields: expected an object (at offset 33)",
        "{'extractedFields':'secret'}"
            + " => document 1, logEvents[0].extractedFields: expected an object (at offset 33)",
        "{'extractedFields':{'a':{}}}"
            + " => document 1, logEvents[0].extractedFields: expected plain values (at offset 38)",
      })
  void wrongEventIsDescribed(String event, String problem) {
    assertThat(problemOf("{'logEvents':[" + event + "]}")).isEqualTo(problem);
  }

  @Test
  void problemNamesDocumentAndEvent() {
    String good = Payloads.document(SOURCE, Payloads.events(2)).toString();
    String bad =
        "{\"logEvents\":[" + "{\"id\":\"i\",\"timestamp\":1,\"message\":\"a\"},".repeat(3) + "7]}";

    assertThat(problemOf(good + bad))
        .isEqualTo(
            "document 2, logEvents[3]: expected an object (at offset %d)"
                .formatted(good.length() + bad.length() - 3));
  }

  @Test
  void problemInALaterDocumentDiscardsTheEarlierOnes() {
    byte[] payload =
        Payloads.concat(
            Payloads.gzip(Payloads.document(SOURCE, Payloads.events(2))), Payloads.gzip("{"));

    assertThatThrownBy(() -> DECODER.decode(payload)).isInstanceOf(DecodeException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n\n"})
  void payloadWithoutADocumentIsRefused(String payload) {
    assertThat(problemOf(payload)).isEqualTo("payload is empty: expected a JSON document");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '`',
      value = {
        "{ => payload is not JSON: malformed at offset 1",
        "{'messageType':'CONTROL_MESSAGE'}} => payload is not JSON: malformed at offset 33",
        "{'messageType':SECRET} => payload is not JSON: malformed at offset 15",
        "SECRET => payload is not JSON: malformed at offset 0",
        "{'logEvents':[{'message':'SECRET => payload is not JSON: malformed at offset 32",
        "{'a':'\\x'} => payload is not JSON: malformed at offset 7",
        "{'a':01} => payload is not JSON: malformed at offset 6",
      })
  void malformedJsonIsDescribed(String document, String problem) {
    assertThat(problemOf(document)).isEqualTo(problem);
  }

  private static LogEvent onlyEvent(String extractedFields) throws DecodeException {
    return decode(
            """
            {"messageType":"DATA_MESSAGE","owner":"o","logGroup":"g","logStream":"s",
             "logEvents":[{"id":"i","timestamp":1,"message":"a","extractedFields":%s}]}"""
                .formatted(extractedFields))
        .getFirst()
        .events()
        .getFirst();
  }

  private static List<LogBatch> decode(String document) throws DecodeException {
    return DECODER.decode(Payloads.gzip(document));
  }

  /// The decoder's problem with `document`, in which `'` represents `"`.
  private static String problemOf(String document) {
    try {
      decode(document.replace('\'', '"'));
      return "nothing is wrong";
    } catch (DecodeException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
