package com.amazonaws.services.lambda.runtime.api.client.runtimeapi;

import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.dto.InvocationRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/// Implements the two most frequent requests of AWS's runtime client in plain Java. The class of
/// this name in the client is native and available for Linux only. On other systems,
/// `scripts/bootstrap.sh` puts this class first on the class path; the rest of the client remains
/// AWS's.
final class NativeClient {
  private static String invocations = "";

  private NativeClient() {}

  static void init(String runtimeApi) {
    invocations = "http://" + runtimeApi + "/2018-06-01/runtime/invocation/";
  }

  static InvocationRequest next() {
    try {
      HttpURLConnection connection = open("next");
      InvocationRequest request = new InvocationRequest();
      try (InputStream content = connection.getInputStream()) {
        request.setContent(content.readAllBytes());
      }
      request.setId(connection.getHeaderField("Lambda-Runtime-Aws-Request-Id"));
      request.setXrayTraceId(connection.getHeaderField("Lambda-Runtime-Trace-Id"));
      request.setInvokedFunctionArn(
          connection.getHeaderField("Lambda-Runtime-Invoked-Function-Arn"));
      request.setDeadlineTimeInMs(connection.getHeaderFieldLong("Lambda-Runtime-Deadline-Ms", 0));
      return request;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot get the next invocation", e);
    }
  }

  static void postInvocationResponse(byte[] requestId, byte[] response) {
    try {
      HttpURLConnection connection =
          open(new String(requestId, StandardCharsets.UTF_8) + "/response");
      connection.setDoOutput(true);
      connection.setFixedLengthStreamingMode(response.length);
      try (OutputStream body = connection.getOutputStream()) {
        body.write(response);
      }
      connection.getInputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot report an invocation's response", e);
    }
  }

  private static HttpURLConnection open(String path) throws IOException {
    return (HttpURLConnection) URI.create(invocations + path).toURL().openConnection();
  }
}
