package dev.cwforwarder.local;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A function that executes the command in its event: a JSON string with a verb and an argument.
public final class EchoHandler implements RequestStreamHandler {
  /// Fails in the init phase if the environment requires it.
  public EchoHandler() {
    if (System.getenv("FAIL_INIT") != null) {
      throw new IllegalArgumentException("FAIL_INIT is set");
    }
    if (System.getenv("EXIT_INIT") != null) {
      System.exit(3);
    }
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    String text = new String(event.readAllBytes(), StandardCharsets.UTF_8).replace("\"", "");
    String argument = text.substring(text.indexOf(' ') + 1);
    String result =
        switch (text.split(" ", 2)[0]) {
          case "throw" -> throw new IllegalStateException(argument);
          case "exit" -> exit(Integer.parseInt(argument));
          case "sleep" -> sleep(Long.parseLong(argument));
          case "env" -> System.getenv(argument);
          case "property" -> System.getProperty(argument);
          case "pid" -> Long.toString(ProcessHandle.current().pid());
          case "folder" -> System.getProperty("user.dir");
          case "loader" -> EchoHandler.class.getClassLoader().getClass().getSimpleName();
          case "arn" -> context.getInvokedFunctionArn();
          case "left" -> Integer.toString(context.getRemainingTimeInMillis());
          case "tiers" -> tiers();
          case "print" -> print(argument);
          default -> text;
        };
    answer.write(("\"" + result + "\"").getBytes(StandardCharsets.UTF_8));
  }

  private static String exit(int status) {
    System.exit(status);
    return "";
  }

  private static String sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return "slept";
  }

  private static String print(String line) {
    System.out.println(line);
    return "printed";
  }

  private static String tiers() {
    List<String> flags = ManagementFactory.getRuntimeMXBean().getInputArguments();
    return flags.contains("-XX:TieredStopAtLevel=1") ? "c1" : "all";
  }
}
