package dev.cwforwarder.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.util.BufferRecycler;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class ReadBuffersTest {
  private final SubscriptionDecoder decoder = new SubscriptionDecoder("eu-central-1", 1 << 20);
  private int largestRead;

  @Test
  void aPayloadIsReadInPartsOf256Kb() throws IOException {
    assertThat(text("\"large\"")).isEqualTo("large");

    assertThat(largestRead).isEqualTo(256 * 1024);
  }

  @Test
  void aSecondParserOfTheSameThreadHasABufferOfItsOwn() throws IOException {
    try (JsonParser outer = decoder.parser(new Payload("[\"outer\",\"end\"]"), false)) {
      outer.nextToken();
      outer.nextToken();

      assertThat(text("\"other content of the same length\"")).startsWith("other");
      assertThat(outer.getText()).isEqualTo("outer");
      assertThat(outer.nextTextValue()).isEqualTo("end");
    }
  }

  @Test
  void threadsDoNotShareBuffers() {
    ReadBuffers buffers = new ReadBuffers();
    BufferRecycler own = buffers.acquireAndLinkPooled();

    assertThat(buffers.acquireAndLinkPooled()).isSameAs(own);
    assertThat(CompletableFuture.supplyAsync(buffers::acquireAndLinkPooled).join())
        .isNotSameAs(own);
  }

  private String text(String json) throws IOException {
    try (JsonParser parser = decoder.parser(new Payload(json), false)) {
      return parser.nextTextValue();
    }
  }

  /// Remembers the largest number of bytes that a reader asked for.
  private final class Payload extends ByteArrayInputStream {
    Payload(String json) {
      super(json.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public synchronized int read(byte[] target, int offset, int length) {
      largestRead = Math.max(largestRead, length);
      return super.read(target, offset, length);
    }
  }
}
