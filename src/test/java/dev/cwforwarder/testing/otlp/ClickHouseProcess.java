package dev.cwforwarder.testing.otlp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cwforwarder.testing.LocalProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// An embedded ClickHouse with its HTTP interface, in a separate process on a free loopback port.
/// [#close] deletes its data.
public final class ClickHouseProcess implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path output;
  private final LocalProcess process;
  private final HttpClient client = HttpClient.newHttpClient();

  private ClickHouseProcess(Path output, LocalProcess process) {
    this.output = output;
    this.process = process;
  }

  /// Starts a server and waits until it listens.
  public static ClickHouseProcess start() {
    try {
      Path output = Files.createTempFile("clickhouse", ".log");
      String script = CollectorBuild.SOURCES.resolve("clickhouse-http.mjs").toString();
      List<String> command = List.of("node", script, CollectorBuild.folder().toString());
      LocalProcess process = LocalProcess.start(command, Map.of(), output);
      process.await(() -> process.output().contains("\n"));
      return new ClickHouseProcess(output, process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + process.output().lines().findFirst().orElseThrow());
  }

  /// The rows of a query, each as an object by column name.
  ///
  /// @throws IllegalStateException with ClickHouse's message, if the query fails
  public List<JsonNode> query(String sql) {
    HttpRequest request =
        HttpRequest.newBuilder(address().resolve("/?default_format=JSONEachRow"))
            .POST(BodyPublishers.ofString(sql))
            .build();
    try {
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(answer.body());
      }
      return answer.body().lines().map(ClickHouseProcess::row).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    client.close();
    process.close();
    try {
      Files.delete(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode row(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
