package dev.cwforwarder.map.rules;

import java.util.Locale;

/// What is blotted out by name.
public enum Preset {
  AWS_ACCESS_KEY("\\b(?:AKIA|ASIA)[A-Z2-7]{16}\\b", Proof.NONE),
  /// Forty letters alone could be anything: only beside a name that says so.
  AWS_SECRET_KEY(
      "(?i)secret[ _.-]?(?:access[ _.-]?)?key[\\\\\"']*\\s*[:=]\\s*[\\\\\"']*([A-Za-z0-9/+]{40})"
          + "(?:[^A-Za-z0-9/+=]|$)",
      Proof.NONE),
  JWT("\\beyJ[A-Za-z0-9_-]{5,}\\.eyJ[A-Za-z0-9_-]{5,}\\.[A-Za-z0-9_-]*", Proof.NONE),
  /// The credentials behind `Bearer` and `Basic`.
  AUTHORIZATION("(?i)\\b(?:bearer|basic)\\s+([A-Za-z0-9._~+/-]{8,}=*)", Proof.TOKEN),
  /// One that is cut off as well: to its end.
  PRIVATE_KEY(
      "(?s)-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----.*?"
          + "(?:-----END (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----|\\z)",
      Proof.NONE),
  EMAIL("[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)*\\.[A-Za-z]{2,}\\b", Proof.NONE),
  IPV4(
      "\\b(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|\\d?\\d)\\.){3}(?:25[0-5]|2[0-4]\\d|1\\d\\d|\\d?\\d)\\b",
      Proof.NONE),
  IPV6("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*:(?:[0-9A-Fa-f:.]*[0-9A-Fa-f])?", Proof.IPV6),
  CREDIT_CARD("\\b[2-6](?:[ -]?\\d){12,18}\\b", Proof.LUHN),
  IBAN("\\b[A-Z]{2}\\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\\b", Proof.IBAN),
  /// As ITU-T E.123 writes them for other countries: beginning with a plus sign.
  PHONE("\\+\\d(?:[ ().-]{0,2}\\d){6,14}\\b", Proof.NONE);

  private final String expression;
  private final Proof proof;

  Preset(String expression, Proof proof) {
    this.expression = expression;
    this.proof = proof;
  }

  /// Its redaction.
  public Redaction redaction() {
    return Redaction.of(this);
  }

  /// Its name in `RULES` and in metrics: `aws-access-key`.
  public String presetName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  String expression() {
    return expression;
  }

  Proof proof() {
    return proof;
  }
}
