package dev.cwforwarder.demo;

import static java.util.Objects.requireNonNull;

/// The configuration of a Lambda function.
///
/// @param runtime the runtime in `INIT_START`, e.g. `nodejs:22.v54`
/// @param runtimeHash the suffix of the runtime's ARN
/// @param memoryMb the memory size in MB
/// @param usedMb the memory that a new environment needs, in MB
/// @param initMillis the approximate duration of a cold start
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
    return arn() + ":" + version;
  }

  String arn() {
    return "arn:aws:lambda:us-east-1:" + Payloads.ACCOUNT + ":function:" + name;
  }
}
