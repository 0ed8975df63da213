/// The only room that sees the AWS SDK.
@NullMarked
package dev.cwforwarder.aws;

import org.jspecify.annotations.NullMarked;
