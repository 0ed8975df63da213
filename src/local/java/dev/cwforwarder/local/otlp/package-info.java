/// An OTLP receiver that answers as ClickStack does, or as badly as a test asks.
@NullMarked
package dev.cwforwarder.local.otlp;

import org.jspecify.annotations.NullMarked;
