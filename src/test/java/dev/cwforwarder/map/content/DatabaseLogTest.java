package dev.cwforwarder.map.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cwforwarder.map.content.sources.SourceKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Lines of the databases of Amazon RDS.
final class DatabaseLogTest {
  private static final String PREFIX = "2025-12-07 10:00:00 UTC:10.0.0.1(5000):app@orders:[123]:";

  @ParameterizedTest
  @CsvSource({
    "DEBUG1, DEBUG",
    "LOG, INFO",
    "INFO, INFO",
    "NOTICE, INFO2",
    "WARNING, WARN",
    "ERROR, ERROR",
    "FATAL, FATAL",
    "PANIC, FATAL",
    "STATEMENT, INFO",
    "DETAIL, INFO",
    "HINT, INFO",
    "CONTEXT, INFO"
  })
  void levelsOfPostgresAreMapped(String level, String severity) {
    Content content = Parsing.of(PREFIX + level + ":  no error here");

    assertThat(content.severityText()).isEqualTo(severity);
  }

  @Test
  void prefixOfPostgresIdentifiesTheClient() {
    String line = PREFIX + "ERROR:  relation \"x\" does not exist at character 15";
    Content content = Parsing.of(line);

    assertThat(content.body()).isEqualTo(line);
    assertThat(Parsing.attributes(content))
        .containsExactlyInAnyOrder(
            "client.address=10.0.0.1",
            "client.port=5000",
            "user.name=app",
            "db.namespace=orders",
            "process.pid=123");
  }

  @Test
  void backgroundProcessesOfPostgresHaveNoClient() {
    Content content =
        Parsing.of("2025-12-07 10:00:00 UTC::@:[301]:LOG:  checkpoint starting: time");
    Content unknown =
        Parsing.of(
            "2025-12-07 10:00:00 UTC:10.0.0.1(5000):[unknown]@[unknown]:[9]:LOG:  connection"
                + " received: host=10.0.0.1 port=5000");

    assertThat(Parsing.attributes(content)).containsExactly("process.pid=301");
    assertThat(content.severityText()).isEqualTo("INFO");
    assertThat(Parsing.attributes(unknown))
        .containsExactlyInAnyOrder("client.address=10.0.0.1", "client.port=5000", "process.pid=9");
  }

  @Test
  void slowStatementsOfPostgresHaveDurationAndText() {
    Content simple =
        Parsing.of(PREFIX + "LOG:  duration: 1234.567 ms  statement: select pg_sleep(1)\n from x");
    Content prepared = Parsing.of(PREFIX + "LOG:  duration: 7.000 ms  execute S_1: select $1::int");
    Content only = Parsing.of(PREFIX + "LOG:  duration: 0.041 ms");

    assertThat(Parsing.attributes(simple))
        .contains("db.query.duration_ms=1234.567", "db.query.text=select pg_sleep(1)\n from x");
    assertThat(Parsing.attributes(prepared))
        .contains("db.query.duration_ms=7.0", "db.query.text=select $1::int");
    assertThat(Parsing.attributes(only))
        .contains("db.query.duration_ms=0.041")
        .noneMatch(attribute -> attribute.startsWith("db.query.text"));
  }

  @Test
  void auditOfPostgresIsParsed() {
    Content content =
        Parsing.of(
            PREFIX
                + "LOG:  AUDIT: SESSION,1,1,READ,SELECT,TABLE,public.account,\"select \"\"id\"\","
                + " name from account\",<not logged>");
    Content plain =
        Parsing.of(PREFIX + "LOG:  AUDIT: SESSION,2,1,MISC,SHOW,,,show work_mem,<not logged>");

    assertThat(Parsing.attributes(content))
        .contains(
            "pgaudit.type=SESSION",
            "pgaudit.statement_id=1",
            "pgaudit.substatement_id=1",
            "pgaudit.class=READ",
            "db.operation.name=SELECT",
            "pgaudit.object_type=TABLE",
            "pgaudit.object_name=public.account",
            "db.query.text=select \"id\", name from account");
    assertThat(Parsing.attributes(plain))
        .contains("db.query.text=show work_mem", "db.operation.name=SHOW")
        .noneMatch(attribute -> attribute.startsWith("pgaudit.object"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2025-12-07 10:00:00 UTC:10.0.0.1(5000):app@orders:[123]:WHAT:  x",
        "2025-12-07 10:00:00 UTC:10.0.0.1(5000):app:[123]:LOG:  x",
        "2025-12-07 10:00:00 UTC:10.0.0.1(5000):app@orders:[abc]:LOG:  x",
        "2025-12-07 10:00:00 the sun rose: it was a fine day, all said"
      })
  void otherLinesHaveNoAttributes(String line) {
    Content content = Parsing.of(line);

    assertThat(content.body()).isEqualTo(line);
    assertThat(Parsing.attributes(content)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2025-12-07T10:00:00.123456Z 12 [Warning] [MY-010055] [Server] IP address '10.0.0.1' could"
            + " not be resolved | WARN | thread.id=12, db.response.status_code=MY-010055,"
            + " mysql.subsystem=Server",
        "2025-12-07T10:00:00.123456Z 0 [System] [MY-010931] [Server] ready for connections | INFO"
            + " | thread.id=0, db.response.status_code=MY-010931, mysql.subsystem=Server",
        "2025-12-07 10:00:00 140 [ERROR] InnoDB: Unable to lock ./ibdata1 | ERROR | thread.id=140",
        "2025-12-07 10:00:00 0 [Note] mysqld: ready for connections. | INFO2 | thread.id=0"
      })
  void errorLogOfMysqlIsParsed(String line, String severity, String attributes) {
    Content content = Parsing.of(SourceKind.DATABASE_ERROR, line);

    assertThat(content.severityText()).isEqualTo(severity);
    assertThat(String.join(", ", Parsing.attributes(content))).isEqualTo(attributes);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2025-12-07 10:00:00.123 UTC:10.0.0.1(5000):app@orders:[123]:5:42P01:2025-12-07 09:59:00"
            + " UTC:3/45:0:67541234.7b:psqlERROR:  relation \"x\" does not exist | ERROR | 42P01",
        "2025-12-07 10:00:00 UTC:10.0.0.1(5000):app@orders:[123]:5:00000:2025-12-07 09:59:00"
            + " UTC:3/45:0:67541234.7b:[unknown]LOG:  duration: 12.5 ms  statement: select 1 | INFO"
            + " |",
        "2025-12-07 10:00:00.123 UTC:10.0.0.1(5000):app@orders:[123]:FATAL:  no role | FATAL |"
      })
  void longerPrefixOfPostgresIsParsed(String line, String severity, String state) {
    Content content = Parsing.of(line);

    assertThat(content.severityText()).isEqualTo(severity);
    assertThat(Parsing.attributes(content))
        .contains("client.address=10.0.0.1", "db.namespace=orders", "process.pid=123");
    assertThat(Parsing.attributes(content).contains("db.response.status_code=" + state))
        .isEqualTo(state != null);
  }

  @Test
  void slowQueryOfMysqlIsParsed() {
    Content content =
        Parsing.of(
            """
            # Time: 2025-12-07T10:00:00.123456Z
            # User@Host: admin[admin] @  [10.0.0.5]  Id:    12
            # Query_time: 2.100017  Lock_time: 0.000010 Rows_sent: 1  Rows_examined: 1000
            use orders;
            SET timestamp=1765101600;
            SELECT *
            FROM cart;\
            """);

    assertThat(content.severityText()).isEqualTo("INFO");
    assertThat(Parsing.attributes(content))
        .containsExactlyInAnyOrder(
            "user.name=admin",
            "client.address=10.0.0.5",
            "thread.id=12",
            "db.query.duration_ms=2100.017",
            "db.query.lock_duration_ms=0.01",
            "db.response.returned_rows=1",
            "mysql.rows_examined=1000",
            "db.namespace=orders",
            "db.query.text=SELECT *\nFROM cart;");
  }

  @Test
  void slowQueryOfMariaDbIsParsed() {
    Content content =
        Parsing.of(
            """
            # User@Host: app[app] @ web-1 []
            # Thread_id: 36  Schema: shop  QC_hit: No
            # Query_time: 1.5  Lock_time: 0  Rows_sent: 0  Rows_examined: 3
            SET timestamp=1765101600;
            UPDATE cart SET n=1;\
            """);

    assertThat(Parsing.attributes(content))
        .contains(
            "client.address=web-1",
            "thread.id=36",
            "db.namespace=shop",
            "db.query.duration_ms=1500.0",
            "db.query.text=UPDATE cart SET n=1;");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "20251207 10:00:00,ip-10-0-0-1,admin,10.0.0.5,123,456,QUERY,orders,'SELECT \\'a,b\\' FROM"
            + " x',0 | INFO | user.name=admin; client.address=10.0.0.5; thread.id=123;"
            + " mysql.query_id=456; db.operation.name=QUERY; db.namespace=orders;"
            + " db.query.text=SELECT \\'a,b\\' FROM x",
        "20251207 10:00:00,ip-10-0-0-1,eve,203.0.113.7,124,0,FAILED_CONNECT,,,1045 | WARN |"
            + " user.name=eve; client.address=203.0.113.7; thread.id=124; mysql.query_id=0;"
            + " db.operation.name=FAILED_CONNECT; db.response.status_code=1045",
        "1765101600123456,orders-1,admin,10.0.0.5,7,0,DISCONNECT,orders,,0 | INFO |"
            + " user.name=admin; client.address=10.0.0.5; thread.id=7; mysql.query_id=0;"
            + " db.operation.name=DISCONNECT; db.namespace=orders"
      })
  void auditLogOfMysqlIsParsed(String line, String severity, String attributes) {
    Content content = Parsing.of(SourceKind.DATABASE_AUDIT, line);

    assertThat(content.severityText()).isEqualTo(severity);
    assertThat(Parsing.attributes(content)).containsExactlyInAnyOrder(attributes.split("; ", -1));
  }

  @Test
  void generalLogOfMysqlIsParsed() {
    Content query =
        Parsing.of(
            SourceKind.DATABASE_GENERAL, "2025-12-07T10:00:00.123456Z\t   12 Query\tSELECT 1");
    Content connect =
        Parsing.of(
            SourceKind.DATABASE_GENERAL,
            "2025-12-07T10:00:00.123456Z\t   12 Connect\tadmin@10.0.0.5 on orders using TCP/IP");

    assertThat(Parsing.attributes(query))
        .containsExactlyInAnyOrder(
            "thread.id=12", "db.operation.name=Query", "db.query.text=SELECT 1");
    assertThat(Parsing.attributes(connect))
        .containsExactlyInAnyOrder("thread.id=12", "db.operation.name=Connect");
    assertThat(query.severityText()).isEqualTo("INFO");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2025-12-07 10:00:00.12 Logon       Error: 18456, Severity: 14, State: 38. | ERROR |"
            + " mssql.process=Logon; db.response.status_code=18456; mssql.severity=14;"
            + " mssql.state=38",
        "2025-12-07 10:00:00.12 spid12s     Error: 823, Severity: 24, State: 2. | FATAL |"
            + " mssql.process=spid12s; db.response.status_code=823; mssql.severity=24;"
            + " mssql.state=2",
        "2025-12-07 10:00:00.12 spid9s      Error: 0, Severity: 10, State: 1. | INFO |"
            + " mssql.process=spid9s; db.response.status_code=0; mssql.severity=10; mssql.state=1",
        "2025-12-07 10:00:00.12 Logon       Login failed for user 'eve'. | WARN |"
            + " mssql.process=Logon",
        "2025-12-07 10:00:00.12 spid7s      Starting up database 'tempdb'. | INFO |"
            + " mssql.process=spid7s"
      })
  void errorLogOfSqlServerIsParsed(String line, String severity, String attributes) {
    Content content = Parsing.of(SourceKind.DATABASE_ERROR, line);

    assertThat(content.severityText()).isEqualTo(severity);
    assertThat(Parsing.attributes(content)).containsExactlyInAnyOrder(attributes.split("; ", -1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Logon       Error: 18456, Severity: 14, State: 38. | ERROR",
        "spid7s      Error: 823, Severity: 24, State: 2. | FATAL",
        "spid7s      Error: 0, Severity: 10, State: 1. | INFO",
        "Logon       Login failed for user 'eve'. |",
        "Logon       Error: 18456, Severity: high |"
      })
  void errorOfSqlServerIsParsedInAnyLogGroup(String line, String severity) {
    Content content = Parsing.of("2025-12-07 10:00:00.12 " + line);

    assertThat(content.severityText()).isEqualTo(severity);
  }

  @ParameterizedTest
  @CsvSource({"?, INFO", "+, WARN", "!, ERROR", "x, "})
  void symbolOfTheSqlServerAgentIsItsSeverity(String sign, String severity) {
    String line = "2025-12-07 10:00:00 - " + sign + " [298] SQLServer said so";
    Content content = Parsing.of(SourceKind.DATABASE_ERROR, line);

    assertThat(content.severityText()).isEqualTo(severity);
    assertThat(Parsing.attributes(content)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ORA-00600: internal error code, ERROR, db.response.status_code=ORA-00600",
    "TNS-12505: no listener for this SID, ERROR, db.response.status_code=TNS-12505"
  })
  void numberedErrorsOfOracleAreErrors(String line, String severity, String attribute) {
    Content content = Parsing.of(SourceKind.ORACLE, "2025-12-07T10:00:00.123456+00:00\n" + line);

    assertThat(content.severityText()).isEqualTo(severity);
    assertThat(Parsing.attributes(content)).containsExactly(attribute);
  }

  @Test
  void otherLinesOfOracleAreInformational() {
    Content content =
        Parsing.of(SourceKind.ORACLE, "Thread 1 advanced to log sequence 5, see XORA-00600");

    assertThat(content.severityText()).isEqualTo("INFO");
    assertThat(Parsing.attributes(content)).isEmpty();
  }

  @Test
  void statementOfRedshiftIsParsedInAnyGroup() {
    Content content =
        Parsing.of(
            "'2025-12-07T10:00:00Z UTC [ db=dev user=app pid=4711 userid=100 xid=12 ]' LOG: SELECT"
                + " 1\nFROM orders");

    assertThat(content.severityText()).isEqualTo("INFO");
    assertThat(Parsing.attributes(content))
        .containsExactly(
            "db.namespace=dev",
            "user.name=app",
            "process.pid=4711",
            "db.query.text=SELECT 1\nFROM orders");
    assertThat(Parsing.attributes(Parsing.of("'2025-12-07T10:00:00Z UTC' is when it started")))
        .isEmpty();
  }
}
