package dev.cwforwarder.map.content;

/// Recognizes dates and times in the forms that loggers write: ISO 8601, with or without
/// separators; with names of months and weekdays; day of the year; time of day only; seconds or
/// smaller units since the epoch; seconds since the start of a process. Zones of any form follow.
/// Only recognizes, does not convert. Linear, and bounded by its `end`.
final class LineTime {
  private static final String MONTHS = " Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec ";
  private static final String WEEKDAYS = " Mon Tue Wed Thu Fri Sat Sun ";
  private static final String FULL_NAMES =
      " January February March April June July August September October November December"
          + " Monday Tuesday Wednesday Thursday Friday Saturday Sunday ";

  private static final String ZONES =
      " UTC GMT CET CEST EET EEST WET WEST BST IST MSK PST PDT MST MDT CST CDT EST EDT AKST AKDT"
          + " HST AEST AEDT ACST ACDT AWST NZST NZDT JST KST SGT HKT SAST BRT ART WAT EAT PKT ";

  /// The lengths of seconds, milliseconds, microseconds and nanoseconds since the epoch.
  private static final String EPOCH_LENGTHS = " 10 13 16 19 ";

  private final String text;
  private final int end;
  private int at;

  private LineTime(String text, int from, int end) {
    this.text = text;
    this.at = from;
    this.end = end;
  }

  /// Returns the index after the date and time that start at `from`; -1 if there is neither.
  ///
  /// @param end the index at which the search ends
  static int endOf(String text, int from, int end) {
    char first = from < end ? text.charAt(from) : ' ';
    boolean mayStart = (first >= '0' && first <= '9') || (first >= 'A' && first <= 'W');
    return mayStart && from + 3 < end ? new LineTime(text, from, end).read() : -1;
  }

  private int read() {
    int digits = digitsAt(at);
    boolean found = digits > 0 ? startingWithDigits(digits) : startingWithWord();
    if (!found || (at < end && Character.isLetterOrDigit(text.charAt(at)))) {
      return -1;
    }
    return at;
  }

  private boolean startingWithDigits(int digits) {
    if (digits <= 2 && is(at + digits, ':')) {
      return clock() && zone();
    }
    if (digits == 4 || digits <= 2) {
      return date(digits) || sinceStart(digits);
    }
    if (digits == 6 || digits == 8) {
      return compact(digits);
    }
    boolean isEpoch = EPOCH_LENGTHS.contains(" " + digits + " ") && is(at, '1');
    boolean isCompact = digits == 14 && is(at, '2');
    at += digits;
    return isEpoch || isCompact ? fraction() : at < end && secondsAfter(at);
  }

  /// `2025-12-07`, `07/Dec/2025`, `7 Dec 2025`, `2025-341`, `12-07`, with a time of day.
  private boolean date(int digits) {
    int start = at;
    at += digits;
    char separator = at < end ? text.charAt(at) : 0;
    at++;
    boolean named = wordAt(at, MONTHS);
    int second = named ? wordEnd(at) - at : digitsAt(at);
    at += second;
    if (named && (separator == ' ' || separator == '-' || separator == '/')) {
      return restOfNamedDate(digits) && timeOfDay();
    }
    boolean separates = separator == '-' || separator == '/' || separator == '.';
    if (separates && digits == 4 && second == 3) {
      return timeOfDay(); // the day of the year
    }
    boolean isDate = separates && second > 0 && second <= 2 && restOfDate(digits, separator);
    at = isDate ? at : start;
    return isDate;
  }

  /// After two numbers, the third; a date without a year, or one like a version, needs a time of
  /// day.
  private boolean restOfDate(int digits, char separator) {
    int third = is(at, separator) ? digitsAt(at + 1) : 0;
    boolean complete = digits == 4 ? third == 1 || third == 2 : third == 2 || third == 4;
    if (third > 0 && !complete) {
      return false;
    }
    at = complete ? at + 1 + third : at;
    boolean certain = complete && (separator != '.' || digits == 4 || third == 4);
    return certain ? timeOfDay() : timeOfDayFollows();
  }

  /// After day and month, the year; after year and month, the day.
  private boolean restOfNamedDate(int digits) {
    int rest = at < end ? digitsAt(at + 1) : 0;
    if (rest == (digits == 4 ? 2 : 4) || (digits == 4 && rest == 1)) {
      at += 1 + rest;
      return true;
    }
    return is(at, ' ') && digits <= 2 && isClock(at + 1);
  }

  /// `081109 203615`, `251207 10:00:00`, `20251207T100000Z`.
  private boolean compact(int digits) {
    int start = at;
    at += digits;
    boolean separated = at < end && " T-_".indexOf(text.charAt(at)) >= 0;
    if (separated && isClock(at + 1)) {
      return timeOfDay();
    }
    if (separated && digitsAt(at + 1) == 6) {
      at += 7;
      return fraction() && zone();
    }
    at = start + digits;
    return secondsAfter(at);
  }

  /// `12.345s`: the seconds since the start of a process.
  private boolean sinceStart(int digits) {
    at += digits;
    return secondsAfter(at);
  }

  private boolean secondsAfter(int from) {
    int decimals = is(from, '.') ? digitsAt(from + 1) : 0;
    if (decimals >= 2 && is(from + 1 + decimals, 's')) {
      at = from + decimals + 2;
      return true;
    }
    return false;
  }

  /// `Wed Oct 11 14:32:52 2000`, `Nov 23, 2026 12:00:01 PM`, `Mon, 07 Dec 2025 10:00:00 GMT`.
  private boolean startingWithWord() {
    if (wordAt(at, WEEKDAYS)) {
      at = wordEnd(at);
      at += is(at, ',') ? 1 : 0;
      skipBlanks();
      int digits = digitsAt(at);
      if (digits > 0) {
        return startingWithDigits(digits);
      }
    }
    if (!wordAt(at, MONTHS)) {
      return false;
    }
    at = wordEnd(at);
    skipBlanks();
    int day = digitsAt(at);
    at += day;
    if (day == 0 || day > 2) {
      return false;
    }
    year();
    return timeOfDayFollows() && year();
  }

  /// Skips ` 2025` or `, 2025`; always true.
  private boolean year() {
    int year = is(at, ',') ? at + 1 : at;
    if (is(year, ' ') && digitsAt(year + 1) == 4 && (is(year + 1, '1') || is(year + 1, '2'))) {
      at = year + 5;
    }
    return true;
  }

  private boolean timeOfDayFollows() {
    int before = at;
    return timeOfDay() && at > before;
  }

  /// Skips a time of day and its zone, if there is one; always true.
  private boolean timeOfDay() {
    int start = at;
    if (at < end && "T _:-,\t".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    if (is(at, '-') && is(at + 1, ' ')) {
      at += 2; // `2025/12/07 - 10:00:00`
    } else if (is(at, ' ')) {
      at++;
    }
    if (!isClock(at)) {
      at = start;
      return true;
    }
    return clock() && zone();
  }

  private boolean isClock(int from) {
    int hours = digitsAt(from);
    return hours > 0 && hours <= 2 && is(from + hours, ':') && digitsAt(from + hours + 1) == 2;
  }

  /// `10:00`, `10:00:00.123`, `1:00:00 PM`, `12:00PM`.
  private boolean clock() {
    if (!isClock(at)) {
      return false;
    }
    at += digitsAt(at) + 3;
    if (is(at, ':') && digitsAt(at + 1) == 2) {
      at += 3;
      fraction();
    }
    int half = is(at, ' ') ? at + 1 : at;
    if ((is(half, 'A') || is(half, 'P')) && is(half + 1, 'M')) {
      at = half + 2;
    }
    return true;
  }

  /// Skips the digits after a point, a comma or a colon; always true.
  private boolean fraction() {
    boolean separated = is(at, '.') || is(at, ',') || is(at, ':');
    int digits = separated ? digitsAt(at + 1) : 0;
    at += digits > 0 ? digits + 1 : 0;
    return true;
  }

  /// Skips `Z`, ` +01:00`, `+0000 UTC`, ` CEST`; always true.
  private boolean zone() {
    if (is(at, 'Z')) {
      at++;
      return true;
    }
    int sign = is(at, ' ') ? at + 1 : at;
    if (is(sign, '+') || is(sign, '-')) {
      int hours = digitsAt(sign + 1);
      int minutes = hours == 2 && is(sign + 3, ':') && digitsAt(sign + 4) == 2 ? 3 : 0;
      at = hours == 4 || hours == 2 ? sign + 1 + hours + minutes : at;
    }
    int name = is(at, ' ') ? at + 1 : at;
    int length = lettersAt(name);
    if (length >= 2 && ZONES.contains(" " + text.substring(name, name + length) + " ")) {
      at = name + length;
    }
    return true;
  }

  private int lettersAt(int from) {
    int to = from;
    while (to < end && to < from + 5 && text.charAt(to) >= 'A' && text.charAt(to) <= 'Z') {
      to++;
    }
    return to - from;
  }

  /// Whether a name of the list is at `from`: its first three letters, or all of them.
  private boolean wordAt(int from, String list) {
    int length = wordEnd(from) - from;
    if (length < 3 || !list.contains(" " + text.substring(from, from + 3) + " ")) {
      return false;
    }
    return length == 3 || FULL_NAMES.contains(" " + text.substring(from, from + length) + " ");
  }

  private int wordEnd(int from) {
    int to = from;
    while (to < end && to < from + 10 && Character.isLetter(text.charAt(to))) {
      to++;
    }
    return to;
  }

  private void skipBlanks() {
    while (is(at, ' ')) {
      at++;
    }
  }

  private int digitsAt(int from) {
    int to = from;
    while (to < end && isDigit(to)) {
      to++;
    }
    return to - from;
  }

  private boolean isDigit(int index) {
    return MessageText.isDigit(text, index);
  }

  private boolean is(int index, char c) {
    return index < end && text.charAt(index) == c;
  }
}
