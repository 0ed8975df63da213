/// Tests that require a container engine: `sam local invoke` and LocalStack.
///
/// All have the tag `container`. `scripts/check.sh` runs them with the packages of the build.
@NullMarked
package dev.cwforwarder.container;

import org.jspecify.annotations.NullMarked;
