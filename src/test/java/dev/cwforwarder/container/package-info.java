/// Tests that need a container engine: `sam local invoke` and LocalStack.
///
/// All are tagged `container` and run by `scripts/check.sh` on what the build before has packaged.
@NullMarked
package dev.cwforwarder.container;

import org.jspecify.annotations.NullMarked;
