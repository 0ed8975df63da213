/// AWS services on the loopback interface, for tests.
@NullMarked
package dev.cwforwarder.testing.aws;

import org.jspecify.annotations.NullMarked;
