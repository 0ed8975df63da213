/// The functions' own telemetry: JSON log lines and CloudWatch metrics.
@NullMarked
package dev.cwforwarder.telemetry;

import org.jspecify.annotations.NullMarked;
