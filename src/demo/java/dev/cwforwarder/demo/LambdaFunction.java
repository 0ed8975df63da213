package dev.cwforwarder.demo;

import static java.util.Objects.requireNonNull;

/// A Lambda function as it is configured.
///
/// @param runtime as `INIT_START` names it, e.g. `nodejs:22.v54`
/// @param runtimeHash what the runtime's ARN ends with
/// @param memoryMb its memory size
/// @param usedMb what of it a fresh environment needs
/// @param initMillis what a cold start takes, about
record LambdaFunction(
    String name,
    String runtime,
    String runtimeHash,
    int memoryMb,
    int usedMb,
    double initMillis,
    LambdaFormat format) {
  LambdaFunction {
    requireNonNull(name, "name is null");
    requireNonNull(runtime, "runtime is null");
    requireNonNull(runtimeHash, "runtimeHash is null");
    requireNonNull(format, "format is null");
  }

  String group() {
    return "/aws/lambda/" + name;
  }

  String runtimeArn() {
    return "arn:aws:lambda:us-east-1::runtime:" + runtimeHash;
  }

  String arn(String version) {
    return "arn:aws:lambda:us-east-1:" + Payloads.ACCOUNT + ":function:" + name + ":" + version;
  }
}
