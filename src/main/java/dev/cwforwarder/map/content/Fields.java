package dev.cwforwarder.map.content;

import static io.opentelemetry.api.common.AttributeKey.booleanKey;
import static io.opentelemetry.api.common.AttributeKey.doubleKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static io.opentelemetry.api.common.AttributeKey.valueKey;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/// Collects the attributes of a record; reused for one record after the other. No value is lost if
/// a name is repeated: the second value is added as `original.NAME`, the third as
/// `original.original.NAME`, and further ones as `original.N.NAME`, so that names stay short
/// however often one is repeated.
public final class Fields {
  /// The prefix of a repeated or reserved name.
  static final String ORIGINAL = "original.";

  private static final int MAX_REPEATED_PREFIXES = 2;

  /// Up to this number of attributes, a search is faster than a set of their names.
  private static final int MAX_SEARCHED = 64;

  private static final Object[] NOTHING = {};

  private Object[] keysAndValues;
  private int end;

  /// Attributes that are not sent, because the record states their values elsewhere.
  private Object[] hidden = NOTHING;

  private int hiddenEnd;

  /// One bit for each name, selected by its hash. If the bit is not set, the name is absent and no
  /// search is necessary.
  private long seen;

  /// The names of more than [#MAX_SEARCHED] attributes, which otherwise cost the square of their
  /// number; null until they are needed.
  private @Nullable Set<String> names;

  /// The last number in a name. Each number is tried once, whatever names a message has.
  private int number;

  /// For the attributes of one record.
  public Fields() {
    this(8);
  }

  /// @param capacity how many attributes are expected
  Fields(int capacity) {
    keysAndValues = new Object[2 * capacity];
  }

  /// `name`, or another name if the forwarder sets an attribute of this name itself.
  public static String free(String name) {
    return RecordKeys.isReserved(name) ? ORIGINAL + name : name;
  }

  public void clear() {
    Arrays.fill(keysAndValues, 0, end, null);
    end = 0;
    hidden = NOTHING;
    hiddenEnd = 0;
    seen = 0;
    names = null;
    number = 0;
  }

  /// Hides the attributes that meet `condition`: they are not sent, and only filters see them.
  void hide(BiPredicate<AttributeKey<?>, Object> condition) {
    int kept = 0;
    for (int i = 0; i < end; i += 2) {
      if (condition.test((AttributeKey<?>) keysAndValues[i], keysAndValues[i + 1])) {
        addHidden(keysAndValues, i, 2);
      } else {
        keysAndValues[kept++] = keysAndValues[i];
        keysAndValues[kept++] = keysAndValues[i + 1];
      }
    }
    Arrays.fill(keysAndValues, kept, end, null);
    end = kept;
  }

  private void addHidden(Object[] from, int start, int length) {
    if (hiddenEnd + length > hidden.length) {
      hidden = Arrays.copyOf(hidden, Math.max(8, 2 * (hiddenEnd + length)));
    }
    System.arraycopy(from, start, hidden, hiddenEnd, length);
    hiddenEnd += length;
  }

  /// Whether there may be an attribute of this name.
  boolean mayContain(String name) {
    return (seen & bit(name)) != 0;
  }

  /// Removes the attribute that was added last.
  void removeLast() {
    Arrays.fill(keysAndValues, end - 2, end, null);
    end -= 2;
    names = null;
  }

  public int size() {
    return end / 2;
  }

  /// Adds an attribute, under another name if an attribute with its name exists.
  ///
  /// @param key a key of the type of `value`
  /// @return whether the attribute has its own name
  public boolean add(AttributeKey<?> key, Object value) {
    String name = key.getKey();
    int renames = 0;
    while (isTaken(name)) {
      renames++;
      name = renames <= MAX_REPEATED_PREFIXES ? ORIGINAL + name : numbered(key, renames);
    }
    append(renames == 0 ? key : keyNamed(key, name), name, value);
    return renames == 0;
  }

  /// Adds an attribute whose name is free.
  private void append(AttributeKey<?> key, String name, Object value) {
    if (end == keysAndValues.length) {
      keysAndValues = Arrays.copyOf(keysAndValues, 2 * end);
    }
    keysAndValues[end++] = key;
    keysAndValues[end++] = value;
    seen |= bit(name);
    if (names != null) {
      names.add(name);
    }
  }

  private String numbered(AttributeKey<?> key, int renames) {
    number = Math.max(number + 1, size() + renames);
    return ORIGINAL + number + '.' + key.getKey();
  }

  /// Adds an attribute unless an attribute with its name exists.
  public <T> void addIfAbsent(AttributeKey<T> key, T value) {
    String name = key.getKey();
    if (!isTaken(name)) {
      append(key, name, value);
    }
  }

  /// The value of the attribute `name`, of any type; null for none.
  public @Nullable Object find(String name) {
    if (!mayContain(name)) {
      return null;
    }
    for (int i = 0; i < end; i += 2) {
      if (((AttributeKey<?>) keysAndValues[i]).getKey().equals(name)) {
        return keysAndValues[i + 1];
      }
    }
    return null;
  }

  /// Passes the name and value of each current attribute; attributes that `consumer` adds are not
  /// passed.
  void forEach(BiConsumer<String, Object> consumer) {
    int currentEnd = end;
    for (int i = 0; i < currentEnd; i += 2) {
      consumer.accept(((AttributeKey<?>) keysAndValues[i]).getKey(), keysAndValues[i + 1]);
    }
  }

  /// Adds all of `other`.
  ///
  /// @return whether each attribute has its own name
  boolean addAll(Fields other) {
    boolean allUnderOwnName = true;
    for (int i = 0; i < other.end; i += 2) {
      allUnderOwnName &= add((AttributeKey<?>) other.keysAndValues[i], other.keysAndValues[i + 1]);
    }
    addHidden(other.hidden, 0, other.hiddenEnd);
    return allUnderOwnName;
  }

  boolean sharesNameWith(Fields other) {
    for (int i = 0; i < other.end; i += 2) {
      if (isTaken(((AttributeKey<?>) other.keysAndValues[i]).getKey())) {
        return true;
      }
    }
    return false;
  }

  public Attributes build() {
    Object[] all = Arrays.copyOf(keysAndValues, end + hiddenEnd);
    System.arraycopy(hidden, 0, all, end, hiddenEnd);
    return new RecordAttributes(all, end);
  }

  /// Builds the attributes. Those that meet `condition` are hidden, too.
  Attributes build(BiPredicate<AttributeKey<?>, Object> condition) {
    Object[] all = new Object[end + hiddenEnd];
    int shownEnd = 0;
    int hiddenStart = all.length;
    for (int i = 0; i < end; i += 2) {
      int at = shownEnd;
      if (condition.test((AttributeKey<?>) keysAndValues[i], keysAndValues[i + 1])) {
        hiddenStart -= 2;
        at = hiddenStart;
      } else {
        shownEnd += 2;
      }
      all[at] = keysAndValues[i];
      all[at + 1] = keysAndValues[i + 1];
    }
    System.arraycopy(hidden, 0, all, shownEnd, hiddenEnd);
    return new RecordAttributes(all, shownEnd);
  }

  /// Builds the attributes including those that are hidden.
  Attributes buildAll() {
    Object[] all = Arrays.copyOf(hidden, hiddenEnd + end);
    System.arraycopy(keysAndValues, 0, all, hiddenEnd, end);
    return new RecordAttributes(all, all.length);
  }

  private boolean isTaken(String name) {
    if (!mayContain(name)) {
      return false;
    }
    if (names == null && size() > MAX_SEARCHED) {
      Set<String> all = new HashSet<>();
      forEach((each, _) -> all.add(each));
      names = all;
    }
    return names == null ? find(name) != null : names.contains(name);
  }

  private static long bit(String name) {
    int hash = name.hashCode();
    return 1L << (hash ^ (hash >>> 6) ^ (hash >>> 12));
  }

  /// A key named `name` of the same type as `key`.
  private static AttributeKey<?> keyNamed(AttributeKey<?> key, String name) {
    return switch (key.getType()) {
      case LONG -> longKey(name);
      case DOUBLE -> doubleKey(name);
      case BOOLEAN -> booleanKey(name);
      case VALUE -> valueKey(name);
      default -> stringKey(name);
    };
  }
}
