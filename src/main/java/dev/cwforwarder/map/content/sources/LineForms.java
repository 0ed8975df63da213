package dev.cwforwarder.map.content.sources;

import io.opentelemetry.api.logs.Severity;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The forms of lines of databases and AWS services, one a row: the group, the severity (`-` for
/// that of any line), and a [LineForm]. The first form of a group that matches a line is used.
/// Reads one line after the other; not thread-safe.
final class LineForms {
  /// The lines that [KnownLines] recognizes by their source or their first characters.
  enum Group {
    /// Queries of a public hosted zone.
    ///
    /// @see <a href="https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/query-logs.html">
    ///   Values in query logs</a>
    ROUTE_53,
    /// What follows the request id in execution logs.
    ///
    /// @see <a
    ///   href="https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html">
    ///   Execution logging</a>
    API_GATEWAY,
    /// The user activity log of Redshift.
    ///
    /// @see <a href="https://docs.aws.amazon.com/redshift/latest/mgmt/db-auditing.html">Audit
    ///   logging</a>
    REDSHIFT,
    /// An error of SQL Server; severities above 10 are errors, and those from 20 on fatal.
    ///
    /// @see <a
    ///   href="https://learn.microsoft.com/sql/relational-databases/errors-events/database-engine-error-severities">
    ///   Severities</a>
    SQL_SERVER_ERROR,
    /// Any other line of the error log of SQL Server.
    SQL_SERVER,
    /// The log of its agent, in which a symbol is the severity.
    SQL_AGENT,
    /// The error log of MySQL and MariaDB.
    ///
    /// @see <a href="https://dev.mysql.com/doc/refman/8.4/en/error-log-format.html">Error log</a>
    MYSQL_ERROR,
    MYSQL_GENERAL
  }

  static final String ROWS =
      """
      ROUTE_53 INFO 1.0 <-> <aws.route53.hosted_zone.id> <domain> <dns.question.type> <dns.response_code=NOERROR> <transport> ~ <aws.route53.edge_location> ~ <client.address>
      ROUTE_53 WARN 1.0 <-> <aws.route53.hosted_zone.id> <domain> <dns.question.type> <dns.response_code> <transport> ~ <aws.route53.edge_location> ~ <client.address>
      API_GATEWAY ERROR Execution failed
      API_GATEWAY ERROR Lambda execution failed
      API_GATEWAY ERROR Lambda invocation failed
      API_GATEWAY ERROR Endpoint request timed out
      API_GATEWAY WARN Unauthorized request
      API_GATEWAY WARN User is not authorized
      API_GATEWAY WARN Key throttle limit exceeded
      API_GATEWAY WARN Key quota limit exceeded
      API_GATEWAY INFO Method completed with status: <status>
      API_GATEWAY INFO Gateway response type: <-> with status code: <status>
      API_GATEWAY INFO Received response. Status: <status>,~ Integration latency: <aws.api_gateway.integration_latency_ms:long> ms
      API_GATEWAY INFO HTTP Method: <http.request.method>, Resource Path: <http.route>
      API_GATEWAY INFO X-ray Tracing ID : <trace>
      REDSHIFT INFO '<-> UTC [ db=<db.namespace> user=<user.name> pid=<process.pid:long> userid=<-> xid=<-> ]' LOG: <*db.query.text>
      SQL_SERVER_ERROR FATAL <-> <-> <mssql.process> Error: <db.response.status_code>, Severity: <mssql.severity:long=20|21|22|23|24|25>, State: <mssql.state:long>.
      SQL_SERVER_ERROR ERROR <-> <-> <mssql.process> Error: <db.response.status_code>, Severity: <mssql.severity:long=11|12|13|14|15|16|17|18|19>, State: <mssql.state:long>.
      SQL_SERVER_ERROR INFO <-> <-> <mssql.process> Error: <db.response.status_code>, Severity: <mssql.severity:long>, State: <mssql.state:long>.
      SQL_SERVER WARN <-> <-> <mssql.process> Login failed
      SQL_SERVER INFO <-> <-> <mssql.process>
      SQL_AGENT INFO <-> <-> - ? [
      SQL_AGENT WARN <-> <-> - + [
      SQL_AGENT ERROR <-> <-> - ! [
      MYSQL_ERROR - <-> <thread.id:long> [<->] [<db.response.status_code=MY-*>] ~ [<mysql.subsystem>]
      MYSQL_ERROR - <-> <thread.id:long> [
      MYSQL_ERROR - <-> <-> <thread.id:long> [
      MYSQL_GENERAL INFO <->\t <thread.id:long> <db.operation.name=Query|Execute|Prepare>\t<*db.query.text>
      MYSQL_GENERAL INFO <->\t <thread.id:long> <*db.operation.name>\t
      """;

  private static final Map<Group, List<Row>> FORMS = forms(ROWS);

  private final FormMatch match = new FormMatch();

  record Row(Severity severity, LineForm form) {}

  /// Parses the text from `from`.
  ///
  /// @return whether it has a form of the group
  boolean read(Group group, String text, int from, LogFindings findings) {
    match.line(text, from, text.stripTrailing().length());
    char first = match.afterBlanks(from);
    for (Row row : FORMS.getOrDefault(group, List.of())) {
      match.reset();
      if (row.form.mayStartWith(first) && row.form.matches(match, from)) {
        match.addTo(findings);
        findings.severity(row.severity);
        return true;
      }
    }
    return false;
  }

  /// @throws IllegalArgumentException with the row, if one is malformed
  static Map<Group, List<Row>> forms(String rows) {
    Map<Group, List<Row>> forms = new EnumMap<>(Group.class);
    TableRows.forEach(
        rows,
        row -> {
          int group = TableRows.indexOf(row, " ", 0);
          int severity = TableRows.indexOf(row, " ", group + 1);
          forms
              .computeIfAbsent(Group.valueOf(row.substring(0, group)), _ -> new ArrayList<>())
              .add(
                  new Row(
                      severity(row.substring(group + 1, severity)),
                      new LineForm(row.substring(severity + 1))));
        });
    return forms;
  }

  private static Severity severity(String name) {
    return name.equals("-") ? Severity.UNDEFINED_SEVERITY_NUMBER : Severity.valueOf(name);
  }
}
