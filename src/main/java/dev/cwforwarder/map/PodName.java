package dev.cwforwarder.map;

/// The name of a Kubernetes pod, which its controller makes out of the workload's:
/// `WORKLOAD-HASH-RANDOM` (Deployment), `WORKLOAD-RANDOM` (DaemonSet, Job), `WORKLOAD-3`
/// (StatefulSet).
///
/// @see <a href="https://github.com/kubernetes/apimachinery/blob/master/pkg/util/rand/rand.go">The
///   letters of generated names</a>
final class PodName {
  /// No vowels and nothing that looks like one: no word comes out by chance.
  private static final String LETTERS = "bcdfghjklmnpqrstvwxz2456789";

  private static final int RANDOM_LENGTH = 5;
  private static final int SHORTEST_HASH = 8;
  private static final int LONGEST_HASH = 10;

  private PodName() {}

  /// The name of the workload; of a pod that has none, its own.
  static String workload(String pod) {
    int random = suffix(pod, pod.length(), RANDOM_LENGTH, RANDOM_LENGTH);
    if (random > 0) {
      int hash = suffix(pod, random, SHORTEST_HASH, LONGEST_HASH);
      return pod.substring(0, hash > 0 ? hash : random);
    }
    int number = pod.length();
    while (number > 0 && Character.isDigit(pod.charAt(number - 1))) {
      number--;
    }
    boolean ordinal = number < pod.length() && number > 1 && pod.charAt(number - 1) == '-';
    return ordinal ? pod.substring(0, number - 1) : pod;
  }

  /// Where the generated part before `end` begins, its hyphen included; 0 when there is none.
  private static int suffix(String pod, int end, int shortest, int longest) {
    int hyphen = pod.lastIndexOf('-', end - 1);
    int length = end - hyphen - 1;
    if (hyphen <= 0 || length < shortest || length > longest) {
      return 0;
    }
    for (int i = hyphen + 1; i < end; i++) {
      if (LETTERS.indexOf(pod.charAt(i)) < 0) {
        return 0;
      }
    }
    return hyphen;
  }
}
