package dev.cwforwarder.map.corpus;

/// A kind of difference between a record of the forwarder and what ClickStack's collector makes of
/// the bare message. `docs/collector-differences.md` argues for each under the same name.
public enum Difference {
  TEXT_IS_THE_BODY("the text is the body"),
  STATED("what the record states is not an attribute"),
  NULLS("nulls are dropped"),
  EXACT_NUMBERS("integers are exact"),
  LISTS_IN_LISTS("elements of nested lists have dotted names"),
  TAKEN_NAMES("duplicate names lose no value"),
  WITHIN_A_TEXT("embedded objects and pairs are parsed"),
  SEVERAL_LINES("multi-line objects are parsed"),
  SEVERAL_OBJECTS("the first of several objects is parsed"),
  WITHIN_A_SENTENCE("an object within a sentence is text"),
  FOUND("known formats yield attributes"),
  TRACE("the trace is derived"),
  SENTENCE("a word in a sentence is not a level"),
  NO_LEVEL("no level, no severity"),
  LEVEL_FIELD("a value that is not a level sets no severity"),
  LEVEL_NAME("levels have OpenTelemetry's names"),
  UNKNOWN_LEVEL("more levels are known"),
  ANOTHER_WORD("the level takes precedence over other words"),
  UNEXPLAINED("unexplained");

  private final String title;

  Difference(String title) {
    this.title = title;
  }

  /// The title in the documentation.
  public String title() {
    return title;
  }
}
