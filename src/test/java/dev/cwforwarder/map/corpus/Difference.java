package dev.cwforwarder.map.corpus;

/// A kind of difference between a record of the forwarder and what ClickStack's collector makes of
/// the bare message. `docs/content.md` argues for each under the same name.
public enum Difference {
  TEXT_IS_THE_BODY("the text is the body"),
  NULLS("nulls are left out"),
  EXACT_NUMBERS("whole numbers are exact"),
  LISTS_IN_LISTS("names of lists within lists have dots"),
  TAKEN_NAMES("taken names lose no value"),
  WITHIN_A_TEXT("an object or pairs within a text are read"),
  SEVERAL_LINES("an object on several lines is read"),
  SEVERAL_OBJECTS("of several objects the first is read"),
  WITHIN_A_SENTENCE("an object within a sentence is text"),
  FOUND("what the format says is found"),
  TRACE("the trace is found"),
  SENTENCE("a word in a sentence is no level"),
  NO_LEVEL("no level is no severity"),
  LEVEL_FIELD("a field that is no level is none"),
  LEVEL_NAME("levels have OpenTelemetry's names"),
  UNKNOWN_LEVEL("more levels are known"),
  ANOTHER_WORD("the level goes before other words"),
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
