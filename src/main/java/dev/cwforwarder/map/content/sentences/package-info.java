/// Says in one line what an object without a message reports. The table [SentenceTable] has a
/// template for each known kind.
@NullMarked
package dev.cwforwarder.map.content.sentences;

import org.jspecify.annotations.NullMarked;
