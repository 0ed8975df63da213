package dev.cwforwarder.map.rules;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Messages that contain a secret of a preset in many forms, and a decoder of these forms that is
/// independent of the code under test.
final class RedactionForms {
  private static final Pattern ESCAPE =
      Pattern.compile("\\\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([\"\\\\/bfnrt]))");
  private static final Pattern PERCENT = Pattern.compile("(?:%[0-9a-fA-F]{2})+");
  private static final String HEX = "0123456789abcdef";

  private final Random random;
  private final String secret;
  private final String context;

  RedactionForms(Preset preset, Random random) {
    this.random = random;
    String letters =
        random
            .ints(40, 0, 26)
            .collect(
                StringBuilder::new, (b, n) -> b.append((char) ('A' + n)), StringBuilder::append)
            .toString();
    this.context =
        switch (preset) {
          case AWS_SECRET_KEY -> "secret_access_key=";
          case AUTHORIZATION -> random.nextBoolean() ? "Bearer " : "basic ";
          default -> "";
        };
    this.secret =
        switch (preset) {
          case AWS_ACCESS_KEY -> "AKIA" + letters.substring(0, 16);
          case AWS_SECRET_KEY -> letters.substring(0, 18) + "/+7/" + letters.substring(0, 18);
          case JWT -> "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0." + letters;
          case AUTHORIZATION -> letters.substring(0, 9) + "/9+~" + letters.substring(9, 12) + "==";
          case PRIVATE_KEY ->
              "-----BEGIN RSA PRIVATE KEY-----\nMII/"
                  + letters
                  + "\nab+/\n-----END RSA PRIVATE KEY-----";
          case EMAIL -> letters.substring(0, 4) + ".x+y@" + letters.substring(4, 9) + ".example";
          case IPV4 -> "203.0.113." + (100 + random.nextInt(100));
          case IPV6 -> "2001:db8::%x:1".formatted(1 + random.nextInt(60_000));
          case CREDIT_CARD -> random.nextBoolean() ? "4111 1111 1111 1111" : "378282246310005";
          case IBAN ->
              random.nextBoolean() ? "DE89 3704 0044 0532 0130 00" : "GB82WEST12345698765432";
          case PHONE -> "+49 (30) 1234" + (10 + random.nextInt(80)) + "-78";
        };
  }

  /// The value that the preset finds.
  String secret() {
    return secret;
  }

  /// Messages with the secret; those of one list are the lines of one record.
  List<List<String>> all() {
    String value = context + secret;
    String text = "a " + value + " b";
    String json = "{\"level\":\"info\",\"k\":" + quoted(text) + ",\"n\":1}";
    String message = "{\"level\":\"info\",\"msg\":" + quoted(text) + "}";
    List<List<String>> all = new ArrayList<>();
    all.add(List.of(text.replace("\n", "\\n")));
    all.add(List.of(text.split("\n")));
    all.add(List.of("first", json, "last"));
    all.add(List.of(json));
    all.add(List.of(message));
    all.add(List.of("prefix " + json));
    all.add(List.of("{\"msg\":" + quoted(json) + ",\"level\":\"warn\"}"));
    all.add(List.of("{\"log\":" + quoted(message) + "}"));
    all.add(List.of("{\"a\":{\"b\":[" + quoted("{\"x\":" + quoted(json) + "}") + "]}}"));
    all.add(List.of("{" + quoted(value) + ":1}"));
    all.add(
        List.of("{" + quoted("secretKey") + ":" + quoted(secret) + ",\"v\":" + quoted(text) + "}"));
    all.add(List.of("time=1 level=info k=\"" + logfmt(text) + "\" n=2"));
    all.add(List.of("GET /x?a=1&q=" + percent(text) + " HTTP/1.1"));
    all.add(List.of("{\"url\":" + quoted("https://h/x?q=" + percent(percent(text))) + "}"));
    all.add(List.of("k=" + base64(value) + " end"));
    all.add(List.of("{\"data\":" + quoted(base64(json)) + "}"));
    all.add(List.of(json.substring(0, json.length() - 8)));
    return all;
  }

  /// A JSON string in which random characters are escaped.
  private String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        quoted.append("\\n");
      } else if (c == '"' || c == '\\' || (c == '/' && random.nextBoolean())) {
        quoted.append('\\').append(c);
      } else if (random.nextInt(6) == 0) {
        quoted.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }

  private static String logfmt(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  private String percent(String text) {
    StringBuilder encoded = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isLetterOrDigit(c) || random.nextInt(6) == 0) {
        encoded.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
      } else {
        encoded.append(c);
      }
    }
    return encoded.toString();
  }

  private String base64(String text) {
    Base64.Encoder encoder = random.nextBoolean() ? Base64.getUrlEncoder() : Base64.getEncoder();
    encoder = random.nextBoolean() ? encoder.withoutPadding() : encoder;
    return encoder.encodeToString(text.getBytes(UTF_8));
  }

  /// The text, and what is left when its escapes are decoded up to six times, with what its base64
  /// tokens encode.
  static List<String> decodedForms(String text) {
    List<String> forms = new ArrayList<>(List.of(text));
    String decoded = text;
    for (int i = 0; i < 6; i++) {
      String slashless = decoded;
      decoded =
          PERCENT
              .matcher(ESCAPE.matcher(decoded).replaceAll(RedactionForms::unescaped))
              .replaceAll(RedactionForms::unpercent);
      forms.add(decoded);
      if (decoded.equals(slashless)) {
        break;
      }
    }
    Matcher token = Pattern.compile("[A-Za-z0-9+/_-]{12,}").matcher(decoded);
    while (token.find()) {
      for (String part : List.of(token.group(), token.group().replaceFirst(".*/", ""))) {
        forms.add(ofBase64(part));
      }
    }
    return forms;
  }

  private static String ofBase64(String token) {
    try {
      String standard = token.replace('-', '+').replace('_', '/');
      String decoded = new String(Base64.getDecoder().decode(standard), UTF_8);
      return ESCAPE.matcher(decoded).replaceAll(RedactionForms::unescaped);
    } catch (IllegalArgumentException _) {
      return "";
    }
  }

  private static String unescaped(MatchResult escape) {
    String hex = escape.group(1) == null ? escape.group(2) : escape.group(1);
    String plain =
        hex != null
            ? String.valueOf((char) Integer.parseInt(hex, 16))
            : switch (escape.group(3)) {
              case "n" -> "\n";
              case "t" -> "\t";
              case "r" -> "\r";
              case "b" -> "\b";
              case "f" -> "\f";
              default -> escape.group(3);
            };
    return Matcher.quoteReplacement(plain);
  }

  private static String unpercent(MatchResult run) {
    byte[] bytes = new byte[run.group().length() / 3];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Integer.parseInt(run.group().substring(3 * i + 1, 3 * i + 3), 16);
    }
    return Matcher.quoteReplacement(new String(bytes, UTF_8));
  }
}
