package dev.cwforwarder.map.content.severity;

import java.util.Set;

/// Names in dates and times, as loggers write them.
final class TimeNames {
  static final Set<String> MONTHS =
      Set.of(
          ("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec January February March April June July"
                  + " August September October November December")
              .split(" ", -1));

  static final Set<String> WEEKDAYS =
      Set.of(
          "Mon Tue Wed Thu Fri Sat Sun Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
              .split(" ", -1));
  static final Set<String> ZONES =
      Set.of(
          ("UTC GMT CET CEST EET EEST WET WEST BST IST MSK PST PDT MST MDT CST CDT EST EDT AKST"
                  + " AKDT HST AEST AEDT ACST ACDT AWST NZST NZDT JST KST SGT HKT SAST BRT ART WAT EAT"
                  + " PKT")
              .split(" ", -1));

  private TimeNames() {}
}
