/// What is left out of the records, and what is blotted out in them, by the user's rules; pure
/// functions. None of its classes is loaded without rules, but for [RecordRules].
@NullMarked
package dev.cwforwarder.map.rules;

import org.jspecify.annotations.NullMarked;
