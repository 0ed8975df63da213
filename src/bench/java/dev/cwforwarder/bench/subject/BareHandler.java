package dev.cwforwarder.bench.subject;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// Reads each event and does nothing with it.
public final class BareHandler implements RequestStreamHandler {
  @Override
  public void handleRequest(InputStream event, OutputStream unused, Context context)
      throws IOException {
    event.readAllBytes();
  }
}
