package dev.cwforwarder.map.content.sources;

import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.logs.Severity;

/// Derives attributes from audit events of a Kubernetes API server. Their field `level` is the
/// level of detail, not a severity.
///
/// @see <a href="https://kubernetes.io/docs/reference/config-api/apiserver-audit.v1/">Audit
///   events</a>
final class ClusterAudit {
  private static final String OBJECT = "objectRef.";
  private static final AttributeKey<String> NAME = stringKey("k8s.object.name");

  private static final FieldMapping NAMES =
      new FieldMapping()
          .of(stringKey("k8s.audit.verb"), "verb")
          .of(stringKey("k8s.audit.stage"), "stage")
          .of(stringKey("k8s.audit.reason"), "responseStatus.reason")
          .of(Keys.USER_NAME, "user.username")
          .of(Keys.CLIENT_ADDRESS, "sourceIPs.0")
          .of(Keys.USER_AGENT, "userAgent")
          .of(Keys.HTTP_STATUS, "responseStatus.code")
          .of(Keys.K8S_NAMESPACE, OBJECT + "namespace")
          .of(stringKey("k8s.object.resource"), OBJECT + "resource")
          .of(stringKey("k8s.object.subresource"), OBJECT + "subresource")
          .of(NAME, OBJECT + "name");

  private ClusterAudit() {}

  static void derive(LogFindings findings) {
    if (!(findings.find("apiVersion") instanceof String version)
        || !version.startsWith("audit.k8s.io/")) {
      return;
    }
    NAMES.apply(findings);
    if (findings.find("requestURI") instanceof String uri) {
      RequestLine.target(uri, 0, uri.length(), findings);
    }
    if (findings.find(OBJECT + "resource") instanceof String resource
        && findings.find(NAME.getKey()) instanceof String name) {
      object(resource, name, findings);
    }
    outcome(findings);
  }

  private static void object(String resource, String name, LogFindings findings) {
    String key =
        switch (resource) {
          case "pods" -> "k8s.pod.name";
          case "nodes" -> "k8s.node.name";
          case "deployments" -> "k8s.deployment.name";
          case "replicasets" -> "k8s.replicaset.name";
          case "daemonsets" -> "k8s.daemonset.name";
          case "statefulsets" -> "k8s.statefulset.name";
          case "jobs" -> "k8s.job.name";
          case "cronjobs" -> "k8s.cronjob.name";
          default -> "";
        };
    if (!key.isEmpty()) {
      findings.add(stringKey(key), name);
    }
  }

  private static void outcome(LogFindings findings) {
    if ("Panic".equals(findings.find("stage"))) {
      findings.severity(Severity.ERROR);
    }
    long code = findings.find("responseStatus.code") instanceof Long number ? number : 0;
    if (code >= 400 && findings.find("responseStatus.reason") instanceof String reason) {
      findings.add(Keys.ERROR_TYPE, reason);
    }
    findings.severity(LineCursor.severityOf(code));
  }
}
