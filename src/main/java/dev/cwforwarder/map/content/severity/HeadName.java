package dev.cwforwarder.map.content.severity;

import dev.cwforwarder.map.content.text.CharacterSet;
import dev.cwforwarder.map.content.text.MessageText;
import java.util.Locale;
import java.util.Set;

/// Finds a mark behind a name in the head of a line: a level that nothing but a level can be, alone
/// in a bracket, in upper case before a colon or a text, or alone in a column. The name may have
/// several words: `Datadog Tracer v1.60.0 ERROR: text`, `Sentry Logger [error]: text`, `- Table
/// input - ERROR -`. A sentence is no name: `Set the level to ERROR: done`.
final class HeadName {
  private static final int MAX_WORDS = 4;
  private static final CharacterSet MARKS = CharacterSet.of("[<({|-");
  private static final CharacterSet SYMBOLS = CharacterSet.of("0123456789.:_-/@");

  /// Words of sentences, which are not in a name.
  private static final Set<String> PROSE =
      Set.of(
          ("a about after again all also always an and any are as at be been before but"
                  + " by can could did do does each either every few first for found from get gets"
                  + " got had has have he her his how if in into is it its just last like made"
                  + " many may means more most must my need needs never new next no not now of off"
                  + " on once one only or other our out over per please said same see sees send"
                  + " sent set she should show so some such than that the their them then there"
                  + " these they this those three to too two until up upon use via was we were"
                  + " what when where which while who why will with without would yet you your"
                  + " echo grep press read shows")
              .split(" ", -1));

  /// Nouns behind or before the name of a level, which make it a word.
  private static final Set<String> NOUNS =
      Set.of(
          ("banner boundary budget button chapter code codes count counts description details"
                  + " event events handler handling level levels line lines log logs message"
                  + " messages mode notes page pages rate rates"
                  + " report reports response responses section severity state states status tag"
                  + " template templates test tests threshold toast type types value values word"
                  + " occurred")
              .split(" ", -1));

  /// Words behind the name of a level, which continue a sentence: `ERROR is a level`.
  private static final Set<String> CONTINUATIONS =
      Set.of(
          ("and are as at because by for from had has have if in is means of on or than"
                  + " that to was were when with")
              .split(" ", -1));

  private final String text;
  private final int end;
  private final HeadText head;

  HeadName(String text, int end, HeadText head) {
    this.text = text;
    this.end = end;
    this.head = head;
  }

  /// The index at which the mark behind the name that starts with the word from `from` to `to`
  /// starts; 0 if there is none.
  ///
  /// @param left what precedes the name
  int markBehind(int from, int to, char left, boolean timeSeen) {
    if (!mayHaveMark(to)) {
      return 0;
    }
    int tag = tagEnd(to);
    if (tag > 0 && isLevelWithMark(tag)) {
      return tag;
    }
    boolean isWide = text.startsWith("  ", to);
    boolean anyCase = left == '^' || left == ':' || isWide || head.isUpperCase(from, to);
    if (isLevelInBrackets(to) || (anyCase && isLevelWithMark(to))) {
      return isName(from, to) ? to : 0;
    }
    int at = to;
    for (int words = 1; words <= MAX_WORDS && at > 0; words++) {
      if (isMark(at, words, timeSeen)) {
        return isName(from, at) ? at : 0;
      }
      at = nextWord(at);
    }
    return 0;
  }

  /// The index after what a program writes behind its name: `auth(ann,192.0.2.1)<12>:`; -1 if there
  /// is nothing of the kind.
  private int tagEnd(int name) {
    int at = name;
    while ("(<".indexOf(head.at(at)) >= 0) {
      int close = text.indexOf(head.at(at) == '(' ? ')' : '>', at, end);
      at = close < 0 ? end : close + 1;
    }
    return at > name && head.at(at) == ':' ? at + 1 : -1;
  }

  /// Whether one of the next words starts like a mark. Most sentences end here.
  private boolean mayHaveMark(int word) {
    int at = word;
    for (int words = 0; words < MAX_WORDS; words++) {
      int blank = text.indexOf(' ', at, end);
      if (blank < 0) {
        return false;
      }
      at = head.skipBlanks(blank);
      if (MARKS.has(head.at(at)) || isCapital(at)) {
        return true;
      }
    }
    return false;
  }

  private boolean isMark(int word, int words, boolean timeSeen) {
    int level = head.skipBlanks(word);
    return switch (head.at(level)) {
      case '[', '<', '(', '{' -> isLevelInBrackets(word) && isColumn(level, timeSeen);
      case '|', '-' -> level > word && (timeSeen || head.at(level) == '-') && isLevelColumn(level);
      default ->
          isCapital(level)
              && isCapital(level + 1)
              && (isLevelWithMark(word)
                  || (words < 3 && isLevel(level, head.wordEnd(level)) && isText(level, timeSeen)));
    };
  }

  /// The end of the next word; -1 for what is in no name, such as a count.
  private int nextWord(int word) {
    int from = head.skipBlanks(word);
    int to = head.wordEnd(from);
    boolean isWord =
        Character.isLetter(head.at(from))
            ? head.at(to - 1) != ':'
            : head.isDigit(from)
                && head.contains(from + 1, to, SYMBOLS)
                && MessageText.digitsEnd(text, from, to) < to;
    return from > word && isWord ? to : -1;
  }

  /// Whether no word from `from` to `to` is one of a sentence.
  boolean isName(int from, int to) {
    for (int at = from; at < to; ) {
      int wordEnd = Math.min(head.wordEnd(at), to);
      String word = text.substring(at, wordEnd).toLowerCase(Locale.ROOT);
      boolean isVerb = word.endsWith("ed") || (word.endsWith("ing") && isCapital(at));
      if (PROSE.contains(word) || NOUNS.contains(word) || isVerb) {
        return false;
      }
      at = Math.max(at + 1, head.skipBlanks(wordEnd));
    }
    return true;
  }

  private boolean isCapital(int at) {
    return Character.isUpperCase(head.at(at));
  }

  /// Whether a text follows the level at `from`, and not a noun, a count or the rest of a sentence.
  private boolean isText(int from, boolean timeSeen) {
    int next = head.skipBlanks(head.wordEnd(from));
    int to = head.wordEnd(next);
    String word = to > next ? text.substring(next, to).toLowerCase(Locale.ROOT) : "";
    boolean starts = Character.isLetter(head.at(next)) || "([<'\"".indexOf(head.at(next)) >= 0;
    boolean isPhrase = CONTINUATIONS.contains(word) || NOUNS.contains(word);
    return starts && !isPhrase && (timeSeen || !head.next.isLast(to));
  }

  /// Whether the bracket at `open` is a column, and not part of a sentence.
  private boolean isColumn(int open, boolean timeSeen) {
    int close = head.wordEnd(open + 1);
    int next = head.skipBlanks(close + 1);
    boolean isText = head.isUpperCase(open + 1, close) || !Character.isLetter(head.at(next));
    return head.at(close + 1) == ':' || (timeSeen && isText);
  }

  /// Whether the column behind the bar or the dash is nothing but a level.
  private boolean isLevelColumn(int separator) {
    int from = head.skipBlanks(separator + 1);
    int to = head.wordEnd(from);
    return from > separator + 1
        && head.isUpperCase(from, to)
        && SeverityNames.isLevel(text, from, to)
        && "|-:(".indexOf(head.next.markAfter(to)) >= 0;
  }

  /// Whether a bracket with nothing but a level follows.
  private boolean isLevelInBrackets(int word) {
    int open = head.skipBlanks(word);
    boolean opens = open > word && "[<({".indexOf(head.at(open)) >= 0;
    int close = opens ? head.wordEnd(open + 1) : open;
    return opens
        && "]>)}".indexOf(head.at(close)) >= 0
        && SeverityNames.isLevel(text, open + 1, close);
  }

  /// Whether a level and a punctuation mark follow: `LaTeX Warning: text`, `shop ERR! text`.
  private boolean isLevelWithMark(int word) {
    int from = head.skipBlanks(word);
    int to = head.wordEnd(from) - 1;
    return ":!".indexOf(head.at(to)) >= 0 && isLevel(from, to);
  }

  /// Whether the text is the name of a level that starts with a capital, and of nothing else.
  private boolean isLevel(int from, int to) {
    return isCapital(from)
        && SeverityNames.isLevel(text, from, to)
        && !SeverityNames.isAmbiguous(text, from, to);
  }
}
