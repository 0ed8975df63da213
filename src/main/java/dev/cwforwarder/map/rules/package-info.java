/// Filters and redacts records by the user's rules; pure functions. Without rules, only
/// [RecordRules] is loaded.
@NullMarked
package dev.cwforwarder.map.rules;

import org.jspecify.annotations.NullMarked;
