package dev.cwforwarder.aws;

import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/// The HTTP clients of the AWS SDK.
final class AwsHttp {
  private AwsHttp() {}

  /// A client that connects like the rest of the process. The SDK's own reading of the proxy
  /// variables differs from everyone else's: it uses `HTTP_PROXY` for `https://` addresses, and a
  /// domain in `NO_PROXY` does not include the names below it.
  static UrlConnectionHttpClient.Builder builder() {
    return UrlConnectionHttpClient.builder()
        .proxyConfiguration(
            ProxyConfiguration.builder()
                .useEnvironmentVariablesValues(false)
                .useSystemPropertyValues(false)
                .build());
  }
}
