package dev.cwforwarder.map.content.severity;

import dev.cwforwarder.map.content.text.CharacterSet;
import dev.cwforwarder.map.content.text.MessageText;
import java.util.Arrays;
import java.util.Set;

/// Recognizes dates and times in the forms that loggers write, with zones of any form; does not
/// convert them. Linear, and bounded by its `end`.
final class LineTime {
  /// The forms of dates. `Y`: a year; `d`: one or two digits; `y`: two digits; `J`: three digits;
  /// `8`, `6`: that many digits; `B`: a month's name; a blank: any number of them; `+`: it is a
  /// date only if a time of day follows. A weekday may precede any form.
  private static final String[] DATES = {
    "Y-d-d", "Y/d/d", "Y.d.d", "Y-J", "Y/J", "Y-B-d", "Y B d", //
    "d/d/Y", "d-d-Y", "d.d.Y", "d/d/y", "d-d-y", "d/B/Y", "d-B-Y", "d B Y", //
    "B d, Y+", "B d Y+", "B d+", "B-d+", "d B+", "d-B-y+", "d-d+", "d/d+", "d.d.y+", "8+", "6+"
  };

  /// The characters that may follow the first digits of a date.
  private static final String FIRST_SEPARATORS = " -/.T_";

  private static final String[] STARTING_WITH_NAME = startingWith("B");
  private static final String[][] STARTING_WITH_YEAR = bySeparator("Y");
  private static final String[][] STARTING_WITH_DAY = bySeparator("d");
  private static final String[][] COMPACT = bySeparator("86");
  private static final String[] NO_FORMS = {};

  /// The length of a time of day.
  static final int TIME_LENGTH = "00:00:00".length();

  static final int ISO_LENGTH = "0000-00-00 00:00:00".length();

  /// What may be between a date and a time of day.
  private static final String[] SEPARATORS = {
    "T", " ", ", ", "_", ":", "-", " - ", "::", "\t", "/", "|"
  };

  private static final CharacterSet INITIALS = CharacterSet.of("JFMASONDTW");

  private static final String ZONE_ENDS = "TCKZ";

  /// Digits that are seconds, milliseconds, microseconds or nanoseconds since the epoch, or a date
  /// and a time: the first digit and the number of digits.
  private static final String NUMBERS = " 1-10 1-13 1-16 1-19 2-14 ";

  private final String text;
  private final int end;

  /// Whether it starts with a name, so that the year may follow the time of day.
  private final boolean isNamed;

  private int monthFrom = -1;
  private int monthTo;

  private LineTime(String text, int end, boolean isNamed) {
    this.text = text;
    this.end = end;
    this.isNamed = isNamed;
  }

  /// Returns the index after the date and time that start at `from`; -1 if there is neither.
  ///
  /// @param end the index at which the search ends
  static int endOf(String text, int from, int end) {
    char first = from + 3 < end ? text.charAt(from) : ' ';
    boolean digit = first >= '0' && first <= '9';
    if (digit ? MessageText.isAddressAt(text, from, end) : !INITIALS.has(first)) {
      return -1;
    }
    LineTime time = new LineTime(text, end, !digit);
    int weekday = digit ? from : time.weekday(from);
    return weekday < 0 ? -1 : time.endOf(weekday);
  }

  private int endOf(int from) {
    int digits = digits(from);
    char next = from + digits < end ? text.charAt(from + digits) : ' ';
    if (digits <= 2 && next == ':') {
      return clock(from);
    }
    int iso = digits == 4 && next == '-' ? isoEnd(from) : -1;
    if (iso > 0) {
      return iso;
    }
    for (String form : digits == 0 ? STARTING_WITH_NAME : forms(digits, next)) {
      int date = match(form, from);
      int time = date < 0 ? -1 : timeOfDay(date);
      if (time > 0 || (ends(date) && !form.endsWith("+"))) {
        return time > 0 ? time : date;
      }
    }
    return digits > 0 ? number(from, digits) : -1;
  }

  /// The forms in which the character `next` follows the first digits.
  private static String[] forms(int digits, char next) {
    int separator = FIRST_SEPARATORS.indexOf(next);
    return switch (separator < 0 ? -1 : digits) {
      case 1, 2 -> STARTING_WITH_DAY[separator];
      case 4 -> STARTING_WITH_YEAR[separator];
      case 6, 8 -> COMPACT[separator];
      default -> NO_FORMS;
    };
  }

  /// The end of `2026-01-01T10:00:00`, the most frequent form; -1 for another one.
  private int isoEnd(int from) {
    int to = from + ISO_LENGTH;
    boolean separated =
        to <= end
            && text.charAt(from + 7) == '-'
            && (text.charAt(from + 10) == 'T' || text.charAt(from + 10) == ' ')
            && text.charAt(from + 13) == ':'
            && text.charAt(from + 16) == ':';
    if (!separated || text.charAt(from) > '2') {
      return -1;
    }
    for (int at = from + 5; at < to; at += 3) {
      if (!MessageText.isDigit(text, at) || !MessageText.isDigit(text, at + 1)) {
        return -1;
      }
    }
    return digits(to) > 0 ? -1 : clockEnd(fraction(to));
  }

  private int number(int from, int digits) {
    int to = fraction(from + digits);
    if (digits >= 10 && NUMBERS.contains(" " + text.charAt(from) + '-' + digits + ' ')) {
      return ends(to) ? to : -1;
    }
    // `0.123s`, since the start of a process
    return to > from + digits + 2 && is(to, 's') && ends(to + 1) ? to + 1 : -1;
  }

  private int timeOfDay(int date) {
    for (String separator : SEPARATORS) {
      if (text.startsWith(separator, date)) {
        int clock = clock(date + separator.length());
        if (clock > 0) {
          int year = isNamed ? match(" Y", clock) : -1;
          return year > 0 && ends(year) ? year : clock;
        }
      }
    }
    return -1;
  }

  /// `10:00`, `10:00:00.123 +01:00`, `1:00:00 PM`, `100000Z`.
  private int clock(int from) {
    int seconds = match("d:y:y", from);
    seconds = seconds < 0 && from > 0 && isDateBefore(from) ? match("6", from) : seconds;
    int at = seconds < 0 ? match("d:y", from) : fraction(seconds);
    return at < 0 ? -1 : clockEnd(at);
  }

  /// The index after AM or PM, or the zone; -1 if a time cannot end there.
  private int clockEnd(int at) {
    int half = is(at, ' ') ? at + 1 : at;
    boolean isHalf = (is(half, 'A') || is(half, 'P')) && is(half + 1, 'M') && letters(half) == 2;
    int to = zone(isHalf ? half + 2 : at);
    return ends(to) ? to : -1;
  }

  private boolean isDateBefore(int from) {
    int before = "T _-".indexOf(text.charAt(from - 1)) < 0 ? 0 : from - 2;
    return before > 4 && MessageText.isDigit(text, before) && MessageText.isDigit(text, before - 5);
  }

  private int zone(int from) {
    int sign = is(from, ' ') ? from + 1 : from;
    int offset = from;
    if (is(sign, '+') || is(sign, '-')) {
      int colon = match("y:y", sign + 1);
      int hours = digits(sign + 1);
      offset = colon > 0 ? colon : hours == 4 || hours == 2 ? sign + 1 + hours : from;
    }
    int name = is(offset, ' ') ? offset + 1 : offset;
    boolean upper = name < end && text.charAt(name) >= 'A' && text.charAt(name) <= 'Z';
    int length = upper ? letters(name) : 0;
    boolean mayBeZone = length > 0 && ZONE_ENDS.indexOf(text.charAt(name + length - 1)) >= 0;
    return mayBeZone && (is(offset, 'Z') || isName(name, length, TimeNames.ZONES))
        ? name + length
        : offset;
  }

  private int fraction(int from) {
    int digits = digits(from + 1);
    boolean separated = is(from, '.') || is(from, ',') || (is(from, ':') && digits == 3);
    return separated && digits > 0 ? from + 1 + digits : from;
  }

  private int match(String form, int from) {
    int at = from;
    for (int i = 0; i < form.length() && at >= 0; i++) {
      char symbol = form.charAt(i);
      at =
          switch (symbol) {
            case 'Y' -> digits(at) == 4 && text.charAt(at) <= '2' ? at + 4 : -1;
            case 'd' -> day(at);
            case 'y' -> digits(at) == 2 ? at + 2 : -1;
            case 'J' -> digits(at) == 3 ? at + 3 : -1;
            case '6', '8' -> digits(at) == symbol - '0' ? at + symbol - '0' : -1;
            case 'B' -> month(at);
            case ' ' -> blanks(at);
            case '+' -> at;
            default -> is(at, symbol) ? at + 1 : -1;
          };
    }
    return at;
  }

  private int day(int at) {
    int digits = digits(at);
    return digits == 1 || digits == 2 ? at + digits : -1;
  }

  private static String[] startingWith(String symbols) {
    return Arrays.stream(DATES)
        .filter(form -> symbols.indexOf(form.charAt(0)) >= 0)
        .toArray(String[]::new);
  }

  private static String[][] bySeparator(String symbols) {
    return FIRST_SEPARATORS
        .chars()
        .mapToObj(
            separator ->
                Arrays.stream(startingWith(symbols))
                    .filter(form -> form.charAt(1) == separator || form.charAt(1) == '+')
                    .toArray(String[]::new))
        .toArray(String[][]::new);
  }

  private int weekday(int from) {
    if (text.charAt(from + 1) < 'a') {
      return -1; // a word in upper case, such as a level
    }
    if (month(from) > 0) {
      return from;
    }
    int length = letters(from);
    if (!isName(from, length, TimeNames.WEEKDAYS)) {
      return -1;
    }
    int to = from + length;
    return blanks(is(to, ',') ? to + 1 : to);
  }

  private int blanks(int from) {
    int to = MessageText.skipBlanks(text, from, end);
    return to > from ? to : -1;
  }

  /// The end of the name of a month at `at`; -1 if there is none. Each form that starts with it
  /// asks again.
  private int month(int at) {
    if (at != monthFrom) {
      int length = letters(at);
      monthFrom = at;
      monthTo = isName(at, length, TimeNames.MONTHS) ? at + length : -1;
    }
    return monthTo;
  }

  private boolean isName(int from, int length, Set<String> names) {
    return length >= 3 && length < 10 && names.contains(text.substring(from, from + length));
  }

  /// Whether a date or a time may end at `to`.
  private boolean ends(int to) {
    return to >= 0 && (to >= end || !Character.isLetterOrDigit(text.charAt(to)));
  }

  private int letters(int from) {
    int to = from;
    while (to < end
        && to < from + 10
        && (text.charAt(to) | 0x20) >= 'a'
        && (text.charAt(to) | 0x20) <= 'z') {
      to++;
    }
    return to - from;
  }

  private int digits(int from) {
    return MessageText.digitsEnd(text, from, end) - from;
  }

  private boolean is(int index, char c) {
    return index < end && text.charAt(index) == c;
  }
}
