/// Finds the severity that a line of text states. [LinePrefix] removes what a transport wrote
/// before the line, [LineHead] reads times, names and levels up to the sentence, and [TextSeverity]
/// combines them with failures and the output of tools. docs/reading.md is the grammar.
@NullMarked
package dev.cwforwarder.map.content.severity;

import org.jspecify.annotations.NullMarked;
