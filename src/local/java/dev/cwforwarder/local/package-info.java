/// Emulates Lambda and ClickStack on a developer's machine, for tests and scripts; never deployed.
///
/// [dev.cwforwarder.local.lambda.LocalLambda] runs the packaged function under AWS's runtime client
/// as Lambda does. [dev.cwforwarder.local.otlp.OtlpReceiver] receives its requests and answers as
/// ClickStack does, or with the errors that a test scripts.
@NullMarked
package dev.cwforwarder.local;

import org.jspecify.annotations.NullMarked;
