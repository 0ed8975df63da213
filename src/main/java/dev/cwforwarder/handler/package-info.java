/// Lambda entry points and the one place where the parts are put together.
@NullMarked
package dev.cwforwarder.handler;

import org.jspecify.annotations.NullMarked;
