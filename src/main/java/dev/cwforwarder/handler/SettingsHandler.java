package dev.cwforwarder.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.cwforwarder.config.StackSettings;
import dev.cwforwarder.config.text.ConfigNode;
import dev.cwforwarder.telemetry.Log;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/// Lambda entry point of the custom resource that checks the settings of all functions in a
/// deployment, before it changes a function, and returns a [Fingerprint] of them.
///
/// A malformed setting fails the deployment, with every problem as the reason. A deletion always
/// succeeds. Neither the event nor the response is logged.
///
/// @see <a
///   href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-custom-resources.html">Custom
///   resources</a>
public final class SettingsHandler implements RequestStreamHandler {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int ATTEMPTS = 3;
  private static final int OK = 200;

  private final Clock clock = Clock.systemUTC();
  private final Log log = new Log(System.out, clock);
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();

  /// Answers one request of CloudFormation.
  ///
  /// @throws IOException when CloudFormation does not accept the response; Lambda then retries
  @Override
  public void handleRequest(InputStream event, OutputStream unused, Context context)
      throws IOException {
    CustomResource resource = CustomResource.parse(event.readAllBytes());
    send(resource.responseUrl(), response(resource));
  }

  /// CloudFormation waits until the resource's timeout when there is no response: so even a bug
  /// results in one.
  private String response(CustomResource resource) {
    if (resource.isDelete()) {
      return resource.succeeded("");
    }
    try {
      List<String> problems = problems(resource.properties());
      if (problems.isEmpty()) {
        return resource.succeeded(Fingerprint.of(resource.properties(), resource.stackId()));
      }
      problems.forEach(log::error);
      return resource.failed(problems);
    } catch (RuntimeException | StackOverflowError | LinkageError e) {
      String problem = "the settings could not be checked: " + e.getClass().getName();
      log.error(problem);
      return resource.failed(List.of(problem));
    }
  }

  /// The fingerprint of the Kinesis function has no variables of its own.
  private List<String> problems(ConfigNode.Mapping properties) {
    return properties.members().containsKey("Variables")
        ? StackSettings.of(properties).problems(clock.instant())
        : List.of();
  }

  /// The URL is signed for a request without content type.
  private void send(URI url, String response) throws IOException {
    HttpRequest put =
        HttpRequest.newBuilder(url)
            .timeout(TIMEOUT)
            .PUT(HttpRequest.BodyPublishers.ofString(response))
            .build();
    String failure = "";
    try {
      for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
        failure = attempt(put);
        if (failure.isEmpty()) {
          return;
        }
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new IOException("CloudFormation did not accept the response: " + failure);
  }

  /// Why the response was not accepted, without the URL; empty if it was.
  private String attempt(HttpRequest put) throws InterruptedException {
    try {
      int status = http.send(put, HttpResponse.BodyHandlers.discarding()).statusCode();
      return status == OK ? "" : "HTTP " + status;
    } catch (IOException e) {
      return e.getClass().getSimpleName();
    }
  }
}
