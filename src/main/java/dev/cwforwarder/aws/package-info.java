/// The only package that uses the AWS SDK.
@NullMarked
package dev.cwforwarder.aws;

import org.jspecify.annotations.NullMarked;
