/// A minimal HTTP server on the loopback interface.
@NullMarked
package dev.cwforwarder.local.http;

import org.jspecify.annotations.NullMarked;
