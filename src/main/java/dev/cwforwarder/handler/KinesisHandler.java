package dev.cwforwarder.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.cwforwarder.wiring.Wiring;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// Lambda entry point for CloudWatch Logs that arrive through a Kinesis stream.
///
/// The answer names the record from which Lambda has to retry, if any: all records before it are
/// delivered or stored. Requires `ReportBatchItemFailures` in the event source mapping.
///
/// @see <a
///   href="https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-batchfailurereporting.html">Partial
///   batch responses</a>
public final class KinesisHandler implements RequestStreamHandler {
  private final Wiring wiring;
  private final KinesisPipeline pipeline;
  private final EarlyCollection garbage = new EarlyCollection();

  /// Reads the settings from the environment.
  ///
  /// @throws dev.cwforwarder.config.text.SettingsException listing every problem; Lambda reports it
  ///   as a failed init
  public KinesisHandler() {
    this.wiring = Wiring.of(System.getenv(), System.out);
    this.pipeline = KinesisPipeline.of(wiring);
    SubscriptionPipeline.primeSnapshot(wiring);
  }

  /// Forwards the records of one batch.
  ///
  /// @throws dev.cwforwarder.forward.UndeliveredException when the event is not a batch of records
  ///   and could not be stored either
  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    byte[] bytes = event.readAllBytes();
    Invocation invocation = Invocation.of(context, wiring);
    if (SelfCheck.isRequestedBy(bytes)) {
      SelfCheck.answer(wiring.probes(), invocation.deadline(), answer);
      return;
    }
    try {
      pipeline.run(bytes, invocation).write(answer);
    } finally {
      garbage.afterInvocation();
    }
  }
}
