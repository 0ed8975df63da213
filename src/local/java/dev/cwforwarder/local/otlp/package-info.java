/// An OTLP receiver that answers as ClickStack does, or with the errors that a test scripts.
@NullMarked
package dev.cwforwarder.local.otlp;

import org.jspecify.annotations.NullMarked;
