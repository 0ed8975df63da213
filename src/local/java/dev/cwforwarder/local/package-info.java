/// Lambda and ClickStack on a developer's machine, for tests and scripts; never deployed.
///
/// [dev.cwforwarder.local.lambda.LocalLambda] runs the packaged function under AWS's runtime client
/// as Lambda does, [dev.cwforwarder.local.otlp.OtlpReceiver] takes what it sends and answers as
/// ClickStack does, or as badly as a test asks.
@NullMarked
package dev.cwforwarder.local;

import org.jspecify.annotations.NullMarked;
