package dev.cwforwarder.map.rules;

import java.util.ArrayList;
import java.util.List;

/// Finds card numbers and account numbers in a run of groups of digits and letters: other numbers
/// may precede and follow them, such as a date or a card's security code. Only check digits tell
/// which groups belong together.
final class NumberGroups {
  /// How card numbers are printed: the first groups, then the last one.
  private static final int[][] CARD_FORMS = {{4, 4, 4, 4, 3}, {4, 4, 4, 4}, {4, 6, 5}, {4, 6, 4}};

  private static final int[] DATE = {4, 2, 2};
  private static final int MIN_CARD = 13;
  private static final int MAX_CARD = 19;
  private static final int MIN_IBAN = 15;
  private static final int MAX_IBAN = 34;
  private static final int IBAN_GROUP = 4;

  private final String text;
  private final List<Group> groups = new ArrayList<>();

  private record Group(int start, int end) {
    int length() {
      return end - start;
    }
  }

  /// Splits a run into groups, which are separated by one character each.
  private NumberGroups(String text, int start, int end) {
    this.text = text;
    int from = start;
    for (int i = start; i <= end; i++) {
      if (i == end || !Character.isLetterOrDigit(text.charAt(i))) {
        groups.add(new Group(from, i));
        from = i + 1;
      }
    }
  }

  /// Finds the card numbers in a run of digits, with or without separators.
  static void cards(String text, int start, int end, Redaction.Match match) {
    NumberGroups run = new NumberGroups(text, start, end);
    int last = run.groups.size() - 1;
    if (!run.startsWithDate() && run.isCard(0, last)) {
      match.at(start, end); // in any groups
      return;
    }
    for (int i = 0; i <= last; i++) {
      int cardEnd = run.cardEnd(i);
      if (cardEnd >= 0) {
        match.at(run.groups.get(i).start(), run.groups.get(cardEnd).end());
        i = cardEnd;
      }
    }
  }

  /// Whether the run starts like `2025-12-07`.
  private boolean startsWithDate() {
    return hasForm(0, DATE);
  }

  /// The last group of the card number that starts with group `first`; -1 for none.
  private int cardEnd(int first) {
    if (groups.get(first).length() >= MIN_CARD) {
      return isCard(first, first) ? first : -1;
    }
    for (int[] form : CARD_FORMS) {
      int last = first + form.length - 1;
      if (hasForm(first, form) && isCard(first, last)) {
        return last;
      }
    }
    return -1;
  }

  private boolean hasForm(int first, int[] lengths) {
    if (first + lengths.length > groups.size()) {
      return false;
    }
    for (int i = 0; i < lengths.length; i++) {
      if (groups.get(first + i).length() != lengths[i]) {
        return false;
      }
    }
    return true;
  }

  /// Whether the groups have the check digit of card numbers (ISO/IEC 7812-1). Card numbers start
  /// with 2 to 6.
  private boolean isCard(int first, int last) {
    int start = groups.get(first).start();
    int end = groups.get(last).end();
    boolean isFraction =
        start > 1 && text.charAt(start - 1) == '.' && Character.isDigit(text.charAt(start - 2));
    if (text.charAt(start) < '2'
        || text.charAt(start) > '6'
        || isFraction
        || !MatchValidator.standsAlone(text, start, end)
        || end - start - (last - first) > MAX_CARD) {
      return false;
    }
    int sum = 0;
    int digits = 0;
    for (int i = end - 1; i >= start; i--) {
      int digit = text.charAt(i) - '0';
      if (digit >= 0) { // otherwise a separator
        int weighted = digits % 2 == 0 ? digit : 2 * digit;
        sum += weighted > 9 ? weighted - 9 : weighted;
        digits++;
      }
    }
    return sum % 10 == 0 && digits >= MIN_CARD;
  }

  /// Finds the account numbers (ISO 13616) in a run of capital letters and digits. Blanks may
  /// follow every four characters.
  static void ibans(String text, int start, int end, Redaction.Match match) {
    NumberGroups run = new NumberGroups(text, start, end);
    for (int i = 0; i < run.groups.size(); i++) {
      int ibanEnd = run.ibanEnd(i);
      if (ibanEnd >= 0) {
        match.at(run.groups.get(i).start(), run.groups.get(ibanEnd).end());
        i = ibanEnd;
      }
    }
  }

  /// The last group of the longest account number that starts with group `first`; -1 for none.
  private int ibanEnd(int first) {
    int last = first;
    int length = groups.get(first).length();
    while (last + 1 < groups.size()
        && groups.get(last).length() % IBAN_GROUP == 0
        && length + groups.get(last + 1).length() <= MAX_IBAN) {
      last++;
      length += groups.get(last).length();
    }
    while (last >= first && !isIban(first, last)) {
      last--;
    }
    return last < first ? -1 : last;
  }

  private boolean isIban(int first, int last) {
    int start = groups.get(first).start();
    int end = groups.get(last).end();
    int length = end - start - (last - first);
    if (length < MIN_IBAN
        || length > MAX_IBAN
        || !isCountry(start)
        || !MatchValidator.standsAlone(text, start, end)) {
      return false;
    }
    int remainder = remainder(start + IBAN_GROUP, end, 0);
    return remainder(start, start + IBAN_GROUP, remainder) == 1;
  }

  /// Whether a country code and two check digits are at `start`.
  private boolean isCountry(int start) {
    return Character.isUpperCase(text.charAt(start))
        && Character.isUpperCase(text.charAt(start + 1))
        && Character.isDigit(text.charAt(start + 2))
        && Character.isDigit(text.charAt(start + 3));
  }

  /// Continues the remainder modulo 97, with letters as numbers from 10 to 35.
  private int remainder(int start, int end, int before) {
    int remainder = before;
    for (int i = start; i < end; i++) {
      int value = Character.digit(text.charAt(i), 36);
      if (value >= 0) {
        remainder = (remainder * (value < 10 ? 10 : 100) + value) % 97;
      }
    }
    return remainder;
  }
}
