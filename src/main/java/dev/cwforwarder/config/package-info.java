/// Settings, read once from the environment and valid by construction.
@NullMarked
package dev.cwforwarder.config;

import org.jspecify.annotations.NullMarked;
