/// What every room speaks of: log events, where they came from, and how much time is left.
@NullMarked
package dev.cwforwarder.model;

import org.jspecify.annotations.NullMarked;
