package dev.cwforwarder.export;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.HttpResponse;
import io.opentelemetry.sdk.common.export.HttpSender;
import io.opentelemetry.sdk.common.export.MessageWriter;
import java.io.IOException;
import java.util.function.Consumer;

/// Takes what the official exporter would send and keeps it, so that it can be posted, retried and
/// split without being encoded again.
final class CapturingSender implements HttpSender {
  private static final int INITIAL_BYTES = 64 * 1024;
  private static final byte[] NO_BYTES = new byte[0];

  private final ByteBlock captured = new ByteBlock(INITIAL_BYTES);
  private int limit;
  private int size;

  /// Sets the largest message that is written out; of larger ones only the size is taken.
  void expect(int maxBytes) {
    limit = maxBytes;
    size = 0;
  }

  /// Encoded size of the last message, written out or not.
  int size() {
    return size;
  }

  ByteBlock captured() {
    return captured;
  }

  @Override
  public void send(
      MessageWriter message, Consumer<HttpResponse> onResponse, Consumer<Throwable> onError) {
    size = message.getContentLength();
    if (size <= limit) {
      captured.clear(size);
      try {
        message.writeMessage(captured);
      } catch (IOException e) {
        onError.accept(e);
        return;
      }
    }
    onResponse.accept(Captured.INSTANCE);
  }

  @Override
  public CompletableResultCode shutdown() {
    return CompletableResultCode.ofSuccess();
  }

  /// Tells the exporter that its message has been taken.
  private enum Captured implements HttpResponse {
    INSTANCE;

    @Override
    public int getStatusCode() {
      return 200;
    }

    @Override
    public String getStatusMessage() {
      return "captured";
    }

    @Override
    public byte[] getResponseBody() {
      return NO_BYTES;
    }
  }
}
