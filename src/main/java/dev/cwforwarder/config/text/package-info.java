/// Parses YAML and JSON configuration: line numbers, variables, limits, and all problems at once.
@NullMarked
package dev.cwforwarder.config.text;

import org.jspecify.annotations.NullMarked;
