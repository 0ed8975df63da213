package dev.cwforwarder.aws;

import dev.cwforwarder.map.CachedGroupTags.TagException;
import dev.cwforwarder.map.CachedGroupTags.TagReader;
import dev.cwforwarder.poll.Access;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatchlogs.model.ListTagsForResourceRequest;

/// Reads the tags of log groups with this environment's credentials, which allow only log groups of
/// their own account. Thread-safe.
///
/// @see <a
///   href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_ListTagsForResource.html">ListTagsForResource</a>
public final class LogGroupTagReader implements TagReader {
  private final LogsClients clients;

  public LogGroupTagReader(LogsClients clients) {
    this.clients = clients;
  }

  @Override
  public Map<String, String> read(String arn, String region) throws TagException {
    try {
      return clients
          .of(Access.own(region))
          .listTagsForResource(ListTagsForResourceRequest.builder().resourceArn(arn).build())
          .tags();
    } catch (SdkException e) {
      throw new TagException(
          AwsAnswer.of(e).sentence("ListTagsForResource " + arn, "logs:ListTagsForResource", ""),
          e);
    }
  }
}
