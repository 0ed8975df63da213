package dev.cwforwarder.map.content;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Lines about an HTTP request: the forms of servers, and lines in no known form.
final class HttpLineTest {
  /// Abbreviations of attribute names in the tables.
  private static String expand(String attributes) {
    return attributes
        .replace("verb=", "http.request.method=")
        .replace("status=", "http.response.status_code=")
        .replace("bytes=", "http.response.body.size=")
        .replace("sent=", "http.response.size=")
        .replace("seconds=", "http.server.request.duration=")
        .replace("client=", "client.address=")
        .replace("port=", "client.port=")
        .replace("path=", "url.path=")
        .replace("query=", "url.query=")
        .replace("url=", "url.full=")
        .replace("agent=", "user_agent.original=")
        .replace("referer=", "http.request.header.referer=")
        .replace("version=", "network.protocol.version=");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          uvicorn ~ ERROR ~ verb=GET;path=/x;status=500;client=10.0.3.7;port=51234;version=1.1 ~ INFO:     10.0.3.7:51234 - "GET /x HTTP/1.1" 500 Internal Server Error
          uvicorn ipv6 ~ WARN ~ client=::1;port=5000;status=404 ~ INFO:     [::1]:5000 - "GET /x HTTP/1.1" 404 Not Found
          uvicorn ok ~ INFO ~ status=200 ~ INFO:     10.0.3.7:51234 - "GET /orders HTTP/1.1" 200 OK
          uvicorn logger ~ ERROR ~ status=503 ~ 2025-12-07 10:00:00,123 - uvicorn.access - INFO - 10.0.3.7:51234 - "GET /x HTTP/1.1" 503
          gunicorn ~ INFO ~ client=10.0.3.7;bytes=12;referer=https://a.example/;agent=curl/8.5.0 ~ 10.0.3.7 - - [07/Dec/2025:10:00:00 +0000] "GET /x HTTP/1.1" 200 12 "https://a.example/" "curl/8.5.0"
          werkzeug ~ WARN ~ client=10.0.3.7;verb=POST;path=/x;status=404 ~ INFO:werkzeug:10.0.3.7 - - [07/Dec/2025 10:00:00] "POST /x HTTP/1.1" 404 -
          flask with level ~ ERROR ~ status=500;client=10.0.3.7 ~ 2025-12-07 10:00:00,123 INFO werkzeug 10.0.3.7 - - [07/Dec/2025 10:00:00] "GET /boom HTTP/1.1" 500 -
          django ~ ERROR ~ verb=GET;path=/boom/;status=500;bytes=145 ~ [07/Dec/2025 10:00:00] "GET /boom/ HTTP/1.1" 500 145
          django logger ~ WARN ~ path=/x;status=404;bytes=179 ~ WARNING 2025-12-07 10:00:00,123 basehttp 7 140 "GET /x HTTP/1.1" 404 179
          daphne ~ INFO ~ client=10.0.3.7;port=51234;path=/x;bytes=5 ~ 10.0.3.7:51234 - - [07/Dec/2025:10:00:00] "GET /x" 200 5
          channels ~ ERROR ~ verb=GET;path=/x;seconds=0.01;client=127.0.0.1;port=5000 ~ HTTP GET /x 500 [0.01, 127.0.0.1:5000]
          hypercorn ~ INFO ~ client=127.0.0.1;path=/x;version=1.1;bytes=5;seconds=0.001234 ~ [2025-12-07 10:00:00 +0000] [7] [INFO] 127.0.0.1:5000 GET /x 1.1 200 5 1234
          sanic ~ ERROR ~ client=127.0.0.1;port=5000;url=http://localhost:8000/x;bytes=11 ~ [2025-12-07 10:00:00 +0000] - (sanic.access)[INFO][127.0.0.1:5000]: GET http://localhost:8000/x  500 11
          granian ~ INFO ~ client=127.0.0.1;status=200;seconds=0.001234 ~ [2025-12-07 10:00:00 +0000] 127.0.0.1 - "GET /x HTTP/1.1" 200 1.234
          tornado ~ ERROR ~ verb=GET;path=/x;client=127.0.0.1;seconds=0.00123 ~ 500 GET /x (127.0.0.1) 1.23ms
          jupyter ~ WARN ~ path=/api;status=404;client=127.0.0.1 ~ [W 10:00:00.123 NotebookApp] 404 GET /api?x=1 (127.0.0.1) 1.23ms referer=http://localhost/
          aiohttp ~ INFO ~ client=127.0.0.1;bytes=165;agent=curl ~ 127.0.0.1 [07/Dec/2025:10:00:00 +0000] "GET /x HTTP/1.1" 200 165 "-" "curl"
          http.server ~ INFO ~ client=127.0.0.1;path=/;version=1.0 ~ 127.0.0.1 - - [07/Dec/2025 10:00:00] "GET / HTTP/1.0" 200 -
          gin ~ ERROR ~ status=500;seconds=0.001234567;client=10.0.3.7;verb=GET;path=/orders ~ [GIN] 2025/12/07 - 10:00:00 | 500 |    1.234567ms |       10.0.3.7 | GET      "/orders"
          gin query ~ INFO ~ query=a=b;seconds=1.5 ~ [GIN] 2025/12/07 - 10:00:00 | 200 |    1.5s |       ::1 | POST     "/orders?a=b"
          fiber ~ WARN ~ status=404;seconds=0.0042;client=127.0.0.1;path=/x ~ 10:00:00 | 404 |    4200µs | 127.0.0.1 | GET | /x | Cannot GET /x
          chi ~ INFO ~ client=127.0.0.1;port=5000;bytes=5;seconds=0.0123;url=http://localhost:3000/x ~ 2025/12/07 10:00:00 [h/req-000001] "GET http://localhost:3000/x HTTP/1.1" from 127.0.0.1:5000 - 200 5B in 12.3ms
          negroni ~ INFO ~ seconds=0.1;path=/x;status=200 ~ [negroni] 2025-12-07T10:00:00Z | 200 | 	 100ms | localhost:3000 | GET /x
          iris ~ ERROR ~ seconds=0.012;client=127.0.0.1;path=/x ~ [INFO] 2025/12/07 10:00 500 12ms 127.0.0.1 GET /x
          morgan tiny ~ WARN ~ path=/x;status=404;bytes=139;seconds=0.0012 ~ GET /x 404 139 - 1.2 ms
          morgan dev ~ ERROR ~ path=/x;status=500;bytes=12;seconds=0.012345 ~ POST /x 500 12.345 ms - 12
          morgan short ~ INFO ~ client=::1;path=/x;bytes=5;seconds=0.0012 ~ ::1 - GET /x HTTP/1.1 200 5 - 1.2 ms
          morgan tiny without length ~ INFO ~ path=/x;status=304;seconds=0.0012 ~ GET /x 304 - - 1.2 ms
          koa ~ INFO ~ path=/x;seconds=0.012;bytes=5 ~   --> GET /x 200 12ms 5b
          hono ~ ERROR ~ path=/x;seconds=0.012 ~ --> GET /x 500 12ms
          next ~ ERROR ~ path=/x;seconds=0.012 ~  GET /x 500 in 12ms
          envoy ~ ERROR ~ status=503;bytes=91;seconds=0.026;agent=nsq2http;server.address=locations ~ [2016-04-15T20:17:00.310Z] "POST /api/v1/locations HTTP/2" 503 UF 154 91 26 10 "10.0.35.28" "nsq2http" "cc21d9b0-cf5c-432b-8c7e-98aeb7988cd2" "locations" "tcp://10.0.2.1:80"
          istio ~ INFO ~ status=200;client=10.0.3.9;port=51234;bytes=1234;seconds=0.005;agent=curl/8.5.0;version=1.1 ~ [2025-12-07T10:00:00.123Z] "GET /orders HTTP/1.1" 200 - via_upstream - "-" 0 1234 5 4 "-" "curl/8.5.0" "9b1deb4d" "orders:8080" "10.0.4.2:8080" outbound|8080||orders.shop.svc.cluster.local 10.0.3.7:41234 10.0.4.2:8080 10.0.3.9:51234 - default
          haproxy ~ ERROR ~ client=10.0.3.9;port=51234;status=503;sent=1234;path=/orders ~ Dec  7 10:00:00 ip-10-0-3-7 haproxy[7]: 10.0.3.9:51234 [07/Dec/2025:10:00:00.123] http-in web/s1 0/0/1/12/13 503 1234 - - ---- 1/1/0/0/0 0/0 "GET /orders HTTP/1.1"
          haproxy captures ~ INFO ~ client=10.0.1.2;status=200;path=/index.html ~ 10.0.1.2:33317 [06/Feb/2009:12:14:14.655] http-in static/srv1 10/0/30/69/109 200 2750 - - ---- 1/1/1/1/0 0/0 {1wt.eu} {} "GET /index.html HTTP/1.1"
          squid ~ INFO ~ client=192.168.0.224;status=200;sent=411;seconds=0.18;url=http://example.com/a ~ 1286536308.779    180 192.168.0.224 TCP_MISS/200 411 GET http://example.com/a - DIRECT/1.2.3.4 text/html
          traefik ~ INFO ~ client=10.0.3.7;status=200;seconds=0.005 ~ 10.0.3.7 - - [07/Dec/2025:10:00:00 +0000] "GET /orders HTTP/1.1" 200 1234 "-" "-" 12 "orders@docker" "http://10.0.4.2:8080" 5ms
          ingress ~ ERROR ~ client=10.0.3.7;status=502;seconds=0.012;agent=curl ~ 10.0.3.7 - - [07/Dec/2025:10:00:00 +0000] "GET /x HTTP/1.1" 502 150 "-" "curl" 77 0.012 [shop-orders-80] [] 10.0.4.2:8080 150 0.012 502 abc
          rack ~ INFO ~ client=10.0.3.7;status=200;seconds=0.0012 ~ 10.0.3.7 - - [07/Dec/2025:10:00:00 +0000] "GET / HTTP/1.1" 200 - 0.0012
          rails ~ ERROR ~ status=500;seconds=0.012 ~ Completed 500 Internal Server Error in 12ms (ActiveRecord: 0.0ms)
          rails logger ~ ERROR ~ status=500;seconds=0.012 ~ I, [2025-12-07T10:00:00.123456 #7]  INFO -- : [9b1deb4d] Completed 500 Internal Server Error in 12ms (Views: 1.0ms)
          rails ok ~ INFO ~ status=200;seconds=0.003 ~ Completed 200 OK in 3ms
          phoenix ~ ERROR ~ status=500;seconds=0.123 ~ 10:00:00.123 request_id=F1 [info] Sent 500 in 123ms
          php-fpm ~ WARN ~ client=10.0.3.7;path=/index.php;status=404 ~ 10.0.3.7 -  07/Dec/2025:10:00:00 +0000 "GET /index.php" 404
          php -S ~ WARN ~ client=127.0.0.1;port=5000;status=404;path=/x ~ [Sun Dec  7 10:00:00 2025] 127.0.0.1:5000 [404]: GET /x - No such file or directory
          uwsgi ~ ERROR ~ client=10.0.3.7;path=/orders;bytes=12;seconds=0.003;status=500;version=1.1 ~ [pid: 12|app: 0|req: 1/1] 10.0.3.7 () {40 vars in 512 bytes} [Sun Dec  7 10:00:00 2025] GET /orders => generated 12 bytes in 3 msecs (HTTP/1.1 500) 2 headers in 79 bytes (1 switches on core 0)
          kestrel ~ ERROR ~ url=http://localhost:5000/x;status=500;seconds=0.0123 ~ Request finished HTTP/1.1 GET http://localhost:5000/x - 500 5 text/plain 12.3ms
          serilog ~ ERROR ~ path=/x;status=500;seconds=0.0123456 ~ [10:00:00 INF] HTTP GET /x responded 500 in 12.3456 ms
          actix ~ INFO ~ client=127.0.0.1;bytes=5;agent=curl;seconds=0.0123 ~ [2025-12-07T10:00:00Z INFO  actix_web::middleware::logger] 127.0.0.1 "GET /x HTTP/1.1" 200 5 "-" "curl" 0.0123
          warp ~ ERROR ~ client=127.0.0.1;port=5000;status=500 ~ 127.0.0.1:5000 "GET /x HTTP/1.1" 500 "-" "curl" 1.2ms
          jetty ~ INFO ~ client=10.0.3.7;user.name=ann;bytes=5 ~ 10.0.3.7 - ann [07/Dec/2025:10:00:00 +0000] "GET /x HTTP/1.1" 200 5 "-" "curl" 12
          s3 ~ WARN ~ client=192.0.2.3;status=404;rpc.method=REST.GET.OBJECT;aws.s3.bucket=logs;aws.request_id=3E57427F3EXAMPLE;agent=S3Console/0.4 ~ 79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be logs [06/Feb/2019:00:00:38 +0000] 192.0.2.3 79a59df900b949e55d96 3E57427F3EXAMPLE REST.GET.OBJECT a.txt "GET /a.txt HTTP/1.1" 404 NoSuchKey 113 - 7 - "-" "S3Console/0.4" - s9lzHYrFp76ZVxRcpX9 SigV4 ECDHE-RSA-AES128-GCM-SHA256 AuthHeader logs.s3.us-west-1.amazonaws.com TLSV1.2
          classic elb ~ ERROR ~ client=192.168.131.39;port=2817;status=502;cloud.resource_id=my-loadbalancer;agent=curl/7.38.0 ~ 2015-05-13T23:39:43.945958Z my-loadbalancer 192.168.131.39:2817 10.0.0.1:80 0.000073 0.001048 0.000057 502 200 0 29 "GET http://www.example.com:80/ HTTP/1.1" "curl/7.38.0" - -
          verdaccio ~ WARN ~ client=10.0.3.7;verb=GET;path=/left-pad;status=404 ~ http --- 404, user: null(10.0.3.7), req: 'GET /left-pad', bytes: 0/151
          uwsgi, microseconds ~ INFO ~ client=10.0.3.7;path=/x;bytes=12;seconds=6.8E-5;status=200;user.name=ann ~ [pid: 12|app: 0|req: 1/1] 10.0.3.7 (ann) {40 vars in 512 bytes} [Sun Dec  7 10:00:00 2025] POST /x => generated 12 bytes in 68 micros (HTTP/1.1 200) 2 headers in 79 bytes (1 switches on core 0)
          uwsgi behind a proxy ~ ERROR ~ client=203.0.113.7;path=/x;seconds=0.003;status=500 ~ [pid: 12|app: 0|req: 1/1] 203.0.113.7, 10.0.0.5 () {40 vars in 512 bytes} [Sun Dec  7 10:00:00 2025] GET /x => generated 12 bytes in 3 msecs (HTTP/1.1 500) 2 headers in 79 bytes (1 switches on core 0)
          couchdb ~ WARN ~ client=192.0.2.7;user.name=ann;verb=GET;path=/shop;status=404;seconds=0.008;server.address=db.example ~ [notice] 2025-12-07T10:00:00.123456Z couchdb@127.0.0.1 <0.892.0> 3d2f1a8bc7 db.example:5984 192.0.2.7 ann GET /shop 404 not_found 8
          couchdb without a user ~ INFO2 ~ client=192.0.2.7;path=/shop;status=200;seconds=0.012 ~ [notice] 2025-12-07T10:00:00.123456Z couchdb@127.0.0.1 <0.892.0> 3d2f1a8bc7 db.example:5984 192.0.2.7 undefined GET /shop 200 ok 12
          couchdb with no column for it ~ ERROR ~ client=192.0.2.7;path=/shop;status=500;seconds=0.012 ~ [notice] 2025-12-07T10:00:00.123456Z couchdb@127.0.0.1 <0.892.0> 3d2f1a8bc7 db.example:5984 192.0.2.7 PUT /shop 500 error 12
          iis without its header ~ ERROR ~ server.address=192.0.2.1;client=203.0.113.7;user.name=ann;path=/x;query=a=b;status=503;seconds=0.018;agent=Mozilla/5.0 (Windows NT 10.0);referer=https://a.example/ ~ 2025-12-07 10:00:00 192.0.2.1 GET /x a=b 443 ann 203.0.113.7 Mozilla/5.0+(Windows+NT+10.0) https://a.example/ 503 0 0 18
          iis without a referer ~ INFO ~ client=203.0.113.7;path=/x;status=302;seconds=0.624;agent=curl/8.5.0 ~ 2025-12-07 10:00:00 ::1 GET /x - 80 - 203.0.113.7 curl/8.5.0 302 0 0 624
          iis with sizes ~ WARN ~ client=203.0.113.7;status=404;sent=1405;http.request.size=242;seconds=0.283 ~ 2025-12-07 10:00:00 192.0.2.1 GET /x - 80 - 203.0.113.7 curl/8.5.0 - 404 0 2 1405 242 283
          iis with all fields ~ INFO ~ client=203.0.113.7;status=200;server.address=192.0.2.1;sent=123;seconds=0.789;version=1.1;agent=curl/8.5.0 ~ 2025-12-07 10:00:00 W3SVC1 WEB-1 192.0.2.1 GET / - 80 - 203.0.113.7 HTTP/1.1 curl/8.5.0 - - a.example 200 0 0 123 456 789
          iis with cookies ~ WARN ~ client=203.0.113.7;status=403;seconds=0.597;referer=https://a.example/ ~ 2025-12-07 10:00:00 192.0.2.1 POST /x a=b 443 ann@a.example 203.0.113.7 curl/8.5.0 id=7;+w=0 https://a.example/ 403 0 0 201 36264 597 198.51.100.7
          istio before 1.9 ~ WARN ~ client=10.0.3.9;port=51234;status=418;bytes=135;seconds=0.011;server.address=orders ~ [2025-12-07T10:00:00.123Z] "GET /orders HTTP/1.1" 418 - "-" 0 135 11 10 "-" "curl/8.5.0" "9b1deb4d" "orders:8080" "10.0.4.2:8080" outbound|8080||orders.shop.svc.cluster.local - 10.0.3.7:8080 10.0.3.9:51234 -
          another protocol ~ WARN ~ client=10.0.3.7;path=/eval;status=401;bytes=0 ~ 10.0.3.7 - - [07/Dec/2025:10:00:00 +0000] "POST /eval XDBC/1.0" 401 0 - "Java/21"
          a blank behind the target ~ INFO ~ path=/;status=200;bytes=17 ~ 10.0.3.7 - - [07/Dec/2025:10:00:00 +0000] "GET / " 200 17
          a time before the status ~ ERROR ~ path=/x;status=500 ~ 1765101600 500 GET /x
          iis with a site ~ WARN ~ client=203.0.113.7;status=404;server.address=192.0.2.1 ~ 2025-12-07 10:00:00 W3SVC1 WEB-1 192.0.2.1 GET /x - 80 - 203.0.113.7 curl/8.5.0 404 0 2 18 198.51.100.7
          haproxy, cut ~ ERROR ~ client=10.0.3.9;port=51234;status=503;sent=1234;verb=GET ~ Dec  7 10:00:00 ip-10-0-3-7 haproxy[7]: 10.0.3.9:51234 [07/Dec/2025:10:00:00.123] http-in web/s1 0/0/1/12/13 503 1234 - - ---- 1/1/0/0/0 0/0 {} "GET /orders/with/a/lo
          rails, joined ~ ERROR ~ client=192.0.2.7;verb=GET;path=/x;query=a=b;status=500;seconds=0.64 ~ Started GET "/x?a=b" for 192.0.2.7 at 2025-12-07 10:00:00 +0200 Processing by XController#index as JSON Completed 500 Internal Server Error in 640ms (Views: 1.0ms)
          netlify ~ ERROR ~ status=503;seconds=0.012 ~ Response with status 503 in 12 ms.
          localstack ~ ERROR ~ path=/x;status=500 ~ 2025-12-07T10:00:00.123  INFO --- [et.reactor-0] localstack.request.http     : GET /x => 500
          """)
  void formsOfServersAreRead(String form, String severity, String attributes, String line) {
    Content content = Parsing.of(line);

    assertThat(content.body()).isEqualTo(line);
    assertThat(content.severityText()).as(line).isEqualTo(severity);
    assertThat(Parsing.attributes(content)).contains(expand(attributes).split(";", -1));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          custom nginx ~ ERROR ~ client=10.0.3.7;status=500;path=/x ~ 10.0.3.7 07/Dec/2025:10:00:00 "GET /x HTTP/1.1" 500 rt=0.012 ua="curl"
          behind a level ~ INFO ~ verb=GET;path=/x;status=500 ~ 2025-12-07 10:00:00 INFO [http] GET /x HTTP/1.1 500
          behind a level, a client ~ ERROR ~ client=10.0.3.7;path=/x;status=500;bytes=12;referer=https://a.example/;agent=curl/8.5.0 ~ 2025-12-07 10:00:00 INFO access 10.0.3.7 "GET /x HTTP/1.1" 500 12 "https://a.example/" "curl/8.5.0"
          without a version ~ WARN ~ client=10.0.3.7;path=/x;status=404 ~ 2025-12-07 10:00:00 INFO access 10.0.3.7 "GET /x" 404 9
          behind the name of a logger ~ ERROR ~ path=/x;status=503;bytes=12;agent=curl/8.5.0 ~ 2025-12-07 10:00:00 INFO access "GET /x HTTP/1.1" 503 12 "-" "curl/8.5.0"
          without a size ~ WARN ~ path=/x;status=404 ~ 2025-12-07 10:00:00 INFO access "GET /x HTTP/1.1" 404 -
          sentence ~ INFO ~ path=/x;status=500 ~ 2025-12-07 10:00:00 INFO shop got "GET /x HTTP/1.1" 500 from stock
          urllib3 ~ DEBUG ~ path=/x;status=404 ~ 2025-12-07 10:00:00,123 DEBUG urllib3.connectionpool https://shop.example:443 "GET /x HTTP/1.1" 404 9
          arrow ~ ERROR ~ verb=POST;path=/pay;status=502 ~ POST /pay -> 502
          words ~ WARN ~ path=/x;status=404 ~ GET /x returned 404 Not Found
          duration ~ INFO ~ path=/x;status=200;seconds=0.0123 ~ GET /x 200 (12.3ms)
          client library ~ INFO ~ url=https://api.example/v1;status=500;verb=POST ~ 2025-12-07 10:00:00,123 - httpx - INFO - HTTP Request: POST https://api.example/v1 "HTTP/1.1 500 Internal Server Error"
          status named ~ ERROR ~ path=/x;status=503 ~ GET /x status=503 duration=12ms
          words before the status ~ ERROR ~ path=/x;status=503;seconds=0.012 ~ [info] http - GET /x took 12ms and returned 503
          a duration before the status ~ WARN ~ path=/x;status=404;seconds=0.0123 ~ GET /x: (12.3ms) 404
          an agent before the status ~ ERROR ~ path=/x;status=502;bytes=7;agent=curl/8.5.0 ~ shop GET / "/x" HTTP/1.1 "curl/8.5.0" 502 7
          between method and target ~ ERROR ~ verb=GET;path=/x;status=500;client=10.0.3.7;seconds=0.012 ~ [shop] [INFO] GET 500 12ms 10.0.3.7 /x 7
          in brackets between them ~ WARN ~ verb=PUT;path=/x;status=404 ~ 10:00:00 INFO PUT     [404] /x
          before the request ~ ERROR ~ path=/x;status=500 ~ 10:00:00 [500] GET /x 12ms
          between bars with a name behind it ~ ERROR ~ path=/x;status=500 ~ 10:00:00 | 500 | ann | GET /x
          with columns behind it ~ ERROR ~ path=/x;status=500;client=10.0.3.7 ~ 500 0.012 10.0.3.7 "GET /x HTTP/1.1"
          with a time behind it ~ ERROR ~ path=/x;status=500;client=10.0.3.7 ~ 500 10.0.3.7 [07/Dec/2025:10:00:00 +0000] "GET /x HTTP/1.1"
          with a reason ~ ERROR ~ path=/x;status=500 ~ INFO ktor.application - 500 Internal Server Error: GET - /x
          columns between them ~ ERROR ~ path=/x;status=503 ~ 2025-12-07|GET|/x|HTTP/1.1|ann|503|12
          separate brackets ~ ERROR ~ verb=GET;path=/x;status=500;client=10.0.3.7 ~ [10:00:00] [10.0.3.7] [GET] [/x] [500]
          separate quotes ~ WARN ~ verb=GET;path=/x;status=404 ~ 10:00:00 "GET" "/x" "404"
          IPv6 in brackets ~ ERROR ~ client=2001:db8::7;path=/x;status=500 ~ [2001:db8::7] [07/Dec/2025:10:00:00 +0000] [GET /x HTTP/1.1] [500] [55]
          a tunnel ~ WARN ~ verb=CONNECT;status=403;client=10.0.3.7 ~ 1765101600.123 12 10.0.3.7 TCP_DENIED/403 3899 CONNECT a.example:443 - HIER_NONE/-
          pairs with dashes ~ WARN ~ verb=GET;path=/x;status=404 ~ shop: request	http-method=GET http-path=/x http-status=404
          pairs with colons ~ ERROR ~ verb=GET;path=/x;status=500 ~ response sent {method: GET, path: /x, status: 500}
          client behind dashes ~ INFO ~ path=/x;status=200;client=10.0.3.7 ~ [HTTP] 200 - GET /x - 10.0.3.7:51234 - curl/8.5.0
          status inside the quotes ~ WARN ~ path=/x;status=404;client=10.0.3.7 ~ 10.0.3.7 - [Sun, 07 Dec 2025 10:00:00 UTC] "GET /x HTTP/1.1 404 12.3ms "curl/8.5.0" "
          an address before the status ~ ERROR ~ path=/x;status=503 ~ request: GET /x 10.0.3.7 503
          a number before the status ~ ERROR ~ path=/x;status=503 ~ GET /x 0 503 12
          a size and addresses before the status ~ ERROR ~ path=/x;status=500;client=10.0.3.7 ~ 2025-12-07 10:00:00 POST /x [0] (10.0.3.7:51234 - 10.0.0.5:8080) 500 88
          named behind quotes ~ ERROR ~ path=/x;status=500;client=10.0.3.7 ~ INFO requestlog [-] 10.0.3.7 "GET /x" status: 500 len: 88 version: 1.36
          a version before the method ~ ERROR ~ verb=POST;path=/x;status=503;client=10.0.3.7 ~ 2025-12-07 10:00:00 10.0.3.7 4011 10.0.0.5 443 HTTP/1.1 POST /x - 503 1 AppOffline
          a version in the quotes ~ WARN ~ path=/x;status=404 ~ 10.0.3.7:51234 - - [07/Dec/2025 10:00:00] "HTTP/1.1 GET /x" - 404 Not Found
          a version that is null ~ ERROR ~ path=/x;status=500;client=10.0.3.7 ~ INFO h:384 - 10.0.3.7 null- null [07/12/2025:10:00:00Z] "GET /x null" 500 12 "-" "curl/8.5.0" combined
          arrow behind a URL ~ ERROR ~ url=http://a.example/x;status=503 ~ INFO GET http://a.example/x => HTTP 503 (12.3ms)
          arrow before the status and the request ~ ERROR ~ path=/x;status=503 ~ <= 503 GET /x [+12 ms]
          a size behind the status ~ ERROR ~ path=/x;status=503 ~ INFO [HTTP] GET /x 503 88 - Mozilla/5.0 (X11) 10.0.3.7
          a client before a user ~ ERROR ~ path=/x;status=503;client=10.0.3.7 ~ [notice] a.example:5984 10.0.3.7 ann GET /x 503 ok 12
          a client between bars ~ INFO ~ path=/x;status=200;client=10.0.3.7 ~ 12ms|200|GET|/x|10.0.3.7|
          behind the columns of Lambda ~ ERROR ~ path=/x;status=500;client=10.0.3.7 ~ [INFO]	2025-12-07T10:00:00.000Z	4f1c2a9b-8d7e-4f50-9a1b-0c2d3e4f5a6b	10.0.3.7 - - [07/Dec/2025:10:00:00 +0000] "GET /x HTTP/1.1" 500 88
          behind them, with a duration ~ ERROR ~ path=/x;status=500;client=10.0.3.7 ~ [INFO]	2025-12-07T10:00:00.000Z	4f1c2a9b-8d7e-4f50-9a1b-0c2d3e4f5a6b	10.0.3.7 - - [07/Dec/2025:10:00:00 +0000] "GET /x HTTP/1.1" 500 88 "" "curl/8.5.0" 0/12.345
          goji ~ ERROR ~ status=503;seconds=0.012 ~ [web-1/000012] Returning 503 in 12ms
          jets ~ ERROR ~ status=503 ~ Completed Status Code 503 in 0.012s
          sentence with an address ~ INFO ~ path=/x;status=404 ~ INFO node 10.0.0.5 answered GET /x with 404
          below INFO ~ DEBUG ~ path=/x;status=200;client=10.0.3.7 ~ 2025/12/07 10:00:00.123 [D] [router.go:12]  |  10.0.3.7| 200 |   12.3ms|   match| GET  /x   r:/x
          """)
  void statusOfAnyRequestIsRead(String form, String severity, String attributes, String line) {
    Content content = Parsing.of(line);

    assertThat(content.severityText()).as(line).isEqualTo(severity);
    assertThat(Parsing.attributes(content)).contains(expand(attributes).split(";", -1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /report 500 rows in 12 ms",
        "GET /errors/fatal?level=x",
        "GET /items 404 items found",
        "SEE /etc/hosts 500",
        "GET /a/500 and then some",
        "We GET / POST 500 times",
        "PUT /bucket 503 objects copied",
        "read GET /x 5000",
        "GET /x took 500 ms",
        "GET /x 500ms",
        "POST /x 404 of 1000 done",
        "the path /x returned 500 rows",
        "\"GET /report\" 500 lines written",
        "batch [500] POST /bulk queued",
        "page 404 of 503: GET /catalog",
        "port 500 GET /status every 30 s",
        "10.0.0.5:443 GET /x, 10.0.0.200 GET /x",
        "GET      /x   120     0(0.00%) |    500     404",
        "GET /x    200     0(0.00%) |    500     404",
        "| GET | /x | 500 | 12 | 14 |",
        "doFilter ann GET http://a.example/x 404512-12 503 10.0.3.7",
        "---> GET https://a.example/x HTTP/1.1 (500-byte body)",
        "GET the 500 /home photos",
        "CONNECT   Dec 07 10:00:00 [12]: Connect (file descriptor 7): 10.0.3.7 [10.0.3.7]",
        "order 500 | GET ready | /shelf/3",
        "server.js:200: GET /x failed",
        "[main.py:200] GET /x",
        "(main.go:404) GET /x",
        "pid=500 GET /x",
        "GET /x took 204",
        "GET /x completed in 500",
        "method=GET path=/x?status=404 done in 5ms",
        "12 404 824 134 284 134 528 GET /x",
        "page 7 404 GET /x",
        "response status 200 of 300 done",
        "Response: 404",
        "no response, status changed 404 times",
        "response 503 status",
        "the response said \"GET /x and then 503",
        "got 503 \"GET /x and then",
        "shop ann GET /x y 80 z 404 0 0 12",
        "GET /x - 80 - 10.0.3.7 curl/8.5.0 - 404 0 2 12",
        "x> web ann shop GET /x 404 of 12",
        "Started GET \"/x\" for 10.0.3.7. Completed 200 rows",
        "Started GET \"/x\" for 10.0.3.7 at 2025-12-07 10:00:00 +0200"
      })
  void sentencesAboutRequestsHaveNoStatus(String line) {
    Content content = Parsing.of(line);

    assertThat(content.severityText()).isNull();
    assertThat(Parsing.attributes(content)).isEmpty();
  }

  @Test
  void addressOfTheClientIsNotThatOfTheServer() {
    assertThat(
            Parsing.attributes(
                Parsing.of(
                    "a.example 10.0.3.7 - 9b1deb4d - [07/Dec/2025:10:00:00 +0000] \"GET / HTTP/1.1\""
                        + " 200 5")))
        .contains("client.address=10.0.3.7")
        .noneMatch(attribute -> attribute.startsWith("server.address"));
  }

  @Test
  void targetThatWasCutIsNoPath() {
    assertThat(
            Parsing.attributes(
                Parsing.of(
                    "10.0.3.9:51234 [07/Dec/2025:10:00:00.123] http-in web/s1 0/0/1/12/13 200 12 - -"
                        + " ---- 1/1/0/0/0 0/0 \"GET /orders/with/a/lo")))
        .contains("http.response.status_code=200", "http.request.method=GET")
        .noneMatch(attribute -> attribute.startsWith("url."));
  }

  @Test
  void twoNumbersBehindTheStatusOfIisMayBeSizes() {
    assertThat(
            Parsing.attributes(
                Parsing.of(
                    "2025-12-07 10:00:00 192.0.2.1 GET /x - 80 - 203.0.113.7 curl/8.5.0 - 404 0 2"
                        + " 1405 242")))
        .contains("http.response.status_code=404")
        .noneMatch(attribute -> attribute.startsWith("http.server.request.duration"))
        .noneMatch(attribute -> attribute.contains(".size"));
  }

  @Test
  void bareNumberBehindTheStatusIsNoDuration() {
    assertThat(
            Parsing.attributes(
                Parsing.of(
                    "10.0.3.7 - - [07/Dec/2025:10:00:00 +0000] \"GET / HTTP/1.1\" 200 5 12")))
        .noneMatch(attribute -> attribute.startsWith("http.server.request.duration"));
  }

  @Test
  void levelOfTheLineIsNotLowered() {
    assertThat(Parsing.of("ERROR:    10.0.3.7:51234 - \"GET / HTTP/1.1\" 404").severityText())
        .isEqualTo("ERROR");
    assertThat(Parsing.of("DEBUG:    10.0.3.7:51234 - \"GET / HTTP/1.1\" 200").severityText())
        .isEqualTo("DEBUG");
  }

  @Test
  void addressOfTheClientTakesPrecedenceOverAName() {
    assertThat(
            Parsing.attributes(
                Parsing.of("[07/Dec/2025:10:00:00 +0000] 10.0.3.7 ann - \"GET /x HTTP/1.1\" 200")))
        .contains("client.address=10.0.3.7");
  }

  @Test
  void versionOnTheNextLineIsNotOfTheRequest() {
    assertThat(Parsing.attributes(Parsing.of("10.0.3.7|500|DELETE /x\nHTTP/1.1|0")))
        .contains("http.response.status_code=500", "url.path=/x")
        .noneMatch(attribute -> attribute.startsWith("network.protocol"));
  }

  @Test
  void agentBehindTheColumnsOfAFormIsRead() {
    assertThat(
            Parsing.attributes(
                Parsing.of(
                    "10.0.3.7 - - [07/Dec/2025:10:00:00 +0000] \"GET / HTTP/1.1\" 200 - 12 \"a/1\""
                        + " [t-1]")))
        .contains("user_agent.original=a/1");
  }

  @Test
  void accessLineInTheMessageOfPairsIsRead() {
    Content content = Parsing.of("level=info ts=7 caller=x.go:1 msg=\"GET /x (500) 12.3ms\"");

    assertThat(content.severityText()).isEqualTo("INFO");
    assertThat(Parsing.attributes(content))
        .contains("http.response.status_code=500", "url.path=/x");
  }

  @Test
  void levelFieldTakesPrecedenceOverTheStatusInTheText() {
    Content content =
        Parsing.of(
            "{\"level\":\"info\",\"message\":\"10.0.3.7:51234 - \\\"GET /x HTTP/1.1\\\" 500\"}");

    assertThat(content.severityText()).isEqualTo("INFO");
    assertThat(Parsing.attributes(content)).contains("http.response.status_code=500");
  }

  @Test
  void statusInTheQueryIsNotThatOfTheResponse() {
    assertThat(Parsing.attributes(Parsing.of("Done path=/x?status=404 method=GET status=200 ok")))
        .contains("http.response.status_code=200");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Waiting ... \"GET /x HTTP/1.1\" 200 12",
        "Sent to 10.0.3.9 \"GET /x HTTP/1.1\" 200 12",
        "upstream 10.0.3.9 answered \"GET /x HTTP/1.1\" 200 12",
        "version 1.2.3.4 \"GET /x HTTP/1.1\" 200 12"
      })
  void addressThatIsNotOfAClientIsNoAttribute(String line) {
    assertThat(Parsing.attributes(Parsing.of(line)))
        .contains("http.response.status_code=200")
        .noneMatch(attribute -> attribute.startsWith("client.address"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.5 bytes", "99999999999999999999 bytes"})
  void amountThatIsNoNumberOfBytesIsNoSize(String amount) {
    assertThat(Parsing.attributes(Parsing.of("GET /x HTTP/1.1 200 " + amount)))
        .contains("http.response.status_code=200")
        .noneMatch(attribute -> attribute.startsWith("http.response.body.size"));
  }
}
