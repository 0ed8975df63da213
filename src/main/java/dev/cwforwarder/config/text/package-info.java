/// Reads YAML and JSON configuration text: positions, variables, limits, all problems at once.
@NullMarked
package dev.cwforwarder.config.text;

import org.jspecify.annotations.NullMarked;
