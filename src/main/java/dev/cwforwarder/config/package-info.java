/// Reads the environment and configuration texts into settings, and into the records of the
/// packages that they configure. Settings are always valid.
@NullMarked
package dev.cwforwarder.config;

import org.jspecify.annotations.NullMarked;
