package dev.cwforwarder.map.content.sources;

import java.util.ArrayList;
import java.util.List;

/// The forms in which servers write a request and its response, one a line; [HttpForm] explains the
/// notation. The first form that matches a line is used, so a longer form stands before the form
/// with which it ends. All of them are access lines: each line of such a server has the same level,
/// or none, so a status of 4xx or 5xx takes precedence over a lower level.
final class HttpForms {
  /// Lines that quote the request line, or write a method and a target.
  private static final String FORMS =
      """
      common, combined, vhost_combined; ingress-nginx; Traefik: <server:port> ~<client:port> <-> <user> [<->] "<request>" <status> <body> ~ <s> ~ <id> ~ "<referer>" "<agent>" ~ "<forwarded>" ~ <received> <s> [<->] [<->] <target:port> ~ <-> "<->" "<->" <ms>ms
      API Gateway: <client> <-> <user> [<->]"<request>" <status> <body> ~ <id>
      Amazon S3: <-> <aws.s3.bucket> [<->] <client> <-> <aws.request_id> <rpc.method> <aws.s3.key> "<request>" <status> <error.type> <sent> <-> <ms> <-> "<referer>" "<agent>" … <-> <-> <-> <tls.cipher> <-> <url.domain> <tls.protocol.version>
      aiohttp: <client> [<->] "<request>" <status> <body> ~ "<referer>" "<agent>"
      Envoy: [<->] "<request>" <status?> <-> <request-body> <body> <ms> <-> "<forwarded-client>" "<agent>" "<->" "<server:port>"
      Istio: [<->] "<request>" <status?> <-> <-> <-> "<->" <request-body> <body> <ms> <-> "<forwarded-client>" "<agent>" "<->" "<server:port>" ~ "<target:port>" <-> <-> <-> <client:port>
      Istio before 1.9: [<->] "<request>" <status?> <-> "<->" <request-body> <body> <ms> <-> "<forwarded-client>" "<agent>" "<->" "<server:port>" "<target:port>" <-> <-> <-> <client:port>
      Django: [<->] "<request>" <status> <body>
      Django's logger: basehttp <-> <-> "<request>" <status> <body>
      Nova: <client> "<request>" status: <status> len: <body> time: <s>
      http-server: "<request>" Error (<status>):
      granian: [<->] <client> - "<request>" <status> <ms>
      no time: <client> - <user> "<request>" <status> <body>
      uvicorn: <client:port> - "<request>" <status>
      PHP-FPM: <client> - <-> <-> "<request>" <status>
      PHP-FPM with a user: <client> - <user> <-> <-> "<request>" <status>
      actix: <client> "<request>" <status> <body> "<referer>" "<agent>" <s>
      warp: <client:port> "<request>" <status> "<referer>" "<agent>" <time>
      chi: "<request>" from <client:port> - <status> <body>B in <time>
      Application Load Balancer: <-> <-> <cloud.resource_id> <client:port> <target:port> <aws.elb.request_processing_time:double> <aws.elb.target_processing_time:double> <aws.elb.response_processing_time:double> <status?> <aws.elb.backend.status.code:long> <received> <sent> "<request>"… "<agent>" <tls.cipher> <tls.protocol.version> <aws.elb.target_group_arn> "<trace>" "<url.domain>" "<aws.elb.chosen_cert_arn>" <-> <-> "<aws.elb.actions_executed>" "<aws.elb.redirect_url>" "<aws.elb.error_reason>" "<->" "<->" "<aws.elb.classification>" "<aws.elb.classification_reason>"
      Classic Load Balancer: <cloud.resource_id> <client:port> <target:port> <aws.elb.request_processing_time:double> <aws.elb.target_processing_time:double> <aws.elb.response_processing_time:double> <status?> <aws.elb.backend.status.code:long> <received> <sent> "<request>"… "<agent>" <tls.cipher> <tls.protocol.version>
      HAProxy: <client:port> [<->] <-> <-> <-> <status> <sent> <-> <-> <-> <-> <-> "<request>"
      HAProxy, a captured header: <client:port> [<->] <-> <-> <-> <status> <sent> <-> <-> <-> <-> <-> {<->} "<request>"
      HAProxy, captured headers: <client:port> [<->] <-> <-> <-> <status> <sent> <-> <-> <-> <-> <-> {<->} {<->} "<request>"
      nginx's error log: client: <client>, server: <->, request: "<request>"
      Gin, Fiber: | <status> | <time> | <client> | <request>
      Negroni: | <status> | <time> | <server:port> | <request>
      Payara: "<client>" "<user>" "<->" "<request>" <status> <body>
      Gitea: completed <request> for <client:port>, <status>
      Plug: <request> - Sent <status> in <time>
      Iris: <status> <time> <client> <request>
      Squid: <-> <ms> <client> <->/<status> <sent> <request>
      Verdaccio: -- <status>, user: <->(<client>), req: '<request>'
      Django Channels: HTTP <request> <status> [<s>, <client:port>]
      Hypercorn: <client:port> <request> <version> <status> <body> <us>
      Sanic, short: <client:port> <request> <status> <body> <time>
      Sanic: [<client:port>]: <request> <status> <body>
      uWSGI: ] <client> (<user>) {<->} [<->] <request> => generated <body> bytes in <ms> msecs (HTTP/<version> <status>)
      uWSGI, micros: ] <client> (<user>) {<->} [<->] <request> => generated <body> bytes in <us> micros (HTTP/<version> <status>)
      uWSGI, a proxy: ] <client>, <-> (<user>) {<->} [<->] <request> => generated <body> bytes in <ms> msecs (HTTP/<version> <status>)
      uWSGI, a proxy, micros: ] <client>, <-> (<user>) {<->} [<->] <request> => generated <body> bytes in <us> micros (HTTP/<version> <status>)
      CouchDB: > <-> <server:port> <client-ip> undefined <request> <status> <-> <ms>
      CouchDB with a user: > <-> <server:port> <client-ip> <user> <request> <status> <-> <ms>
      CouchDB without a user: > <-> <server:port> <client-ip> <request> <status> <-> <ms>
      IIS, all fields: <server:port> <request> <url.query> <port> <user> <client-ip> <protocol> <agent+> <-> <referer> <-> <status> <#> <#> <sent> <received> <ms>
      IIS, cookies: <server:port> <request> <url.query> <port> <user> <client-ip> <agent+> <-> <referer> <status> <#> <#> <sent> <received> <ms>
      IIS, no referer: <server:port> <request> <url.query> <port> <user> <client-ip> <agent+> <status> <#> <#> <sent> <received> <ms>
      IIS, no referer, one size: <server:port> <request> <url.query> <port> <user> <client-ip> <agent+> <status> <#> <#> <#> <#>
      IIS, no referer, no sizes: <server:port> <request> <url.query> <port> <user> <client-ip> <agent+> <status> <#> <#> ~ <ms>
      IIS: <server:port> <request> <url.query> <port> <user> <client-ip> <agent+> <referer> <status> <#> <#> <sent> <received> <ms>
      IIS, one size: <server:port> <request> <url.query> <port> <user> <client-ip> <agent+> <referer> <status> <#> <#> <#> <#>
      IIS, no sizes: <server:port> <request> <url.query> <port> <user> <client-ip> <agent+> <referer> <status> <#> <#> ~ <ms>
      Koa, Hono: --> <request> <status> <time> ~ <body>b
      Kestrel: Request finished HTTP/<version> <request> <-> <-> - <status> <body> <-> <time>
      Kestrel since .NET 8: Request finished HTTP/<version> <request> - <status> <body> <-> <time>
      Serilog: HTTP <request> responded <status> in <ms> ms
      morgan short: <client> <user> <request> <status> <body> - <ms> ms
      morgan tiny: <request> <status> <body> - <ms> ms
      morgan dev: <request> <status> <ms> ms - <body>
      Beego: | <client>| <status> | <time>| <->| <request>
      Tornado: <status> <request> (<client>) <time>
      Jupyter: <status> <request> (@<client>) <time>
      JupyterHub: <status> <request> (<user>@<client>) <time>
      Next.js: <request> <status> in <time>
      any server: <request> <status> <time>
      """;

  private static final HttpForm[] QUOTED = forms(FORMS, true);
  private static final HttpForm[] OTHERS = forms(FORMS, false);

  private HttpForms() {}

  /// The forms that quote the request line, or the others, in the order of the table.
  static HttpForm[] of(boolean quoted) {
    return quoted ? QUOTED : OTHERS;
  }

  /// @throws IllegalArgumentException with the row, if one is malformed
  static HttpForm[] forms(String rows, boolean quoted) {
    List<HttpForm> forms = new ArrayList<>();
    TableRows.forEach(
        rows,
        row -> {
          String form = row.substring(TableRows.indexOf(row, ": ", 0) + 2);
          if (form.contains("\"<request>\"") == quoted) {
            forms.add(new HttpForm(form));
          }
        });
    return forms.toArray(HttpForm[]::new);
  }
}
