package dev.cwforwarder.local;

import dev.cwforwarder.local.http.TestKeys;
import dev.cwforwarder.local.otlp.Answer;
import dev.cwforwarder.local.otlp.Received;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// OTLP requests for the tests of `local`.
public final class Samples {
  private Samples() {}

  /// One resource with one record per uid, whose body is the uid.
  public static ExportLogsServiceRequest request(String... uids) {
    ScopeLogs.Builder scope = ScopeLogs.newBuilder();
    for (String uid : uids) {
      scope.addLogRecords(
          LogRecord.newBuilder()
              .setBody(text(uid))
              .addAttributes(KeyValue.newBuilder().setKey(Received.UID).setValue(text(uid))));
    }
    return ExportLogsServiceRequest.newBuilder()
        .addResourceLogs(ResourceLogs.newBuilder().addScopeLogs(scope))
        .build();
  }

  /// A request of exactly `bytes` bytes.
  public static byte[] ofSize(int bytes) {
    int around = request("").getSerializedSize();
    int missing = bytes - around;
    byte[] encoded = padded(missing).toByteArray();
    while (encoded.length != bytes) {
      missing += bytes - encoded.length;
      encoded = padded(missing).toByteArray();
    }
    return encoded;
  }

  /// Answers requests that contain a record with the body `poison` with `status`.
  public static Function<ExportLogsServiceRequest, Answer> poison(String poison, int status) {
    return request ->
        Received.records(request).stream()
                .anyMatch(one -> one.getBody().getStringValue().equals(poison))
            ? Answer.status(status)
            : Answer.accept();
  }

  /// A client that trusts only the certificate of `keys`.
  public static SSLContext trust(TestKeys keys) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream pem = Files.newInputStream(keys.certificate())) {
      store.setCertificateEntry(
          "server", CertificateFactory.getInstance("X.509").generateCertificate(pem));
    }
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }

  private static ExportLogsServiceRequest padded(int bytes) {
    ResourceLogs.Builder resource =
        request("").getResourceLogs(0).toBuilder().setSchemaUrl("x".repeat(Math.max(1, bytes)));
    return ExportLogsServiceRequest.newBuilder().addResourceLogs(resource).build();
  }

  private static AnyValue text(String text) {
    return AnyValue.newBuilder().setStringValue(text).build();
  }
}
