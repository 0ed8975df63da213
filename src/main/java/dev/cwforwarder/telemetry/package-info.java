/// What the functions say about themselves: JSON log lines and CloudWatch metrics.
@NullMarked
package dev.cwforwarder.telemetry;

import org.jspecify.annotations.NullMarked;
