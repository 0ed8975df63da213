package dev.cwforwarder.poll;

/// A name with `*` for any characters and `?` for one.
final class Glob {
  private Glob() {}

  /// Whether `name` fits, in time that grows with the product of both lengths at worst.
  static boolean matches(String glob, String name) {
    int at = 0;
    int star = -1;
    int resume = 0;
    int i = 0;
    while (i < name.length()) {
      if (at < glob.length() && glob.charAt(at) == '*') {
        star = at++;
        resume = i;
      } else if (at < glob.length()
          && (glob.charAt(at) == '?' || glob.charAt(at) == name.charAt(i))) {
        at++;
        i++;
      } else if (star >= 0) {
        at = star + 1;
        i = ++resume;
      } else {
        return false;
      }
    }
    while (at < glob.length() && glob.charAt(at) == '*') {
      at++;
    }
    return at == glob.length();
  }
}
