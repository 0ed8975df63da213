package dev.cwforwarder.map.rules;

import java.util.Locale;

/// The redactions that `RULES` can select by name.
public enum Preset {
  AWS_ACCESS_KEY("(?:AKIA|ASIA)[A-Z2-7]{16}", MatchValidator.WORD, Prefilter.ACCESS_KEY),
  /// Forty characters alone could be anything, so the preceding name of the secret is required.
  AWS_SECRET_KEY(
      "(?i)secret[ _.-]?(?:access["
          + " _.-]?)?key(?:\\.\\d+)?[\\\\\"']*(?:\\s*[:=>]{1,2}\\s*|\\s+)[\\[\\\\\"']*([A-Za-z0-9/+]{40})"
          + "(?:[^A-Za-z0-9/+=]|$)",
      MatchValidator.NONE,
      Prefilter.SECRET),
  JWT(
      "eyJ[A-Za-z0-9_-]{5,}\\.eyJ[A-Za-z0-9_-]{5,}\\.[A-Za-z0-9_-]*",
      MatchValidator.WORD,
      Prefilter.TOKEN),
  /// The credentials after `Bearer` or `Basic`.
  AUTHORIZATION(
      "(?i)\\b(?:bearer|basic)\\s+([A-Za-z0-9._~+/-]{8,}=*)",
      MatchValidator.TOKEN,
      Prefilter.CREDENTIALS),
  /// A truncated key is redacted up to the end of the text.
  PRIVATE_KEY(
      "(?s)-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----.*?"
          + "(?:-----END (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----|\\z)",
      MatchValidator.NONE,
      Prefilter.PRIVATE_KEY),
  EMAIL(
      "([A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)*\\.[A-Za-z]{2,})(?:[^A-Za-z0-9]|$)",
      MatchValidator.NONE, Prefilter.AT_SIGN),
  IPV4(
      "(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|\\d?\\d)\\.){3}(?:25[0-5]|2[0-4]\\d|1\\d\\d|\\d?\\d)",
      MatchValidator.IPV4, Prefilter.DECIMAL),
  IPV6(
      "[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*:(?:[0-9A-Fa-f:.]*[0-9A-Fa-f])?",
      MatchValidator.IPV6,
      Prefilter.TWO_COLONS),
  CREDIT_CARD("\\d(?:[ -]?\\d){12,}", MatchValidator.CARD, Prefilter.DIGITS),
  IBAN("[A-Z0-9]{4}(?: ?[A-Z0-9]){11,}", MatchValidator.IBAN, Prefilter.COUNTRY_CODE),
  /// Phone numbers in the international notation of ITU-T E.123, which starts with a plus sign and
  /// the code of a country; none starts with 0.
  PHONE(
      "(\\+[1-9](?:[ ().-]{0,2}\\d){6,14})(?:[^A-Za-z0-9]|$)",
      MatchValidator.WORD,
      Prefilter.PLUS_AND_DIGIT);

  private final String expression;
  private final MatchValidator validator;
  private final Prefilter prefilter;

  Preset(String expression, MatchValidator validator, Prefilter prefilter) {
    this.expression = expression;
    this.validator = validator;
    this.prefilter = prefilter;
  }

  /// Creates the redaction.
  public Redaction redaction() {
    return Redaction.of(this);
  }

  /// The name in `RULES` and in metrics, such as `aws-access-key`.
  public String presetName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  String expression() {
    return expression;
  }

  MatchValidator validator() {
    return validator;
  }

  Prefilter prefilter() {
    return prefilter;
  }
}
