package dev.cwforwarder.handler;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.cwforwarder.config.text.ConfigJson;
import dev.cwforwarder.config.text.ConfigNode;
import dev.cwforwarder.config.text.ConfigProblems;
import dev.cwforwarder.config.text.ConfigText;
import dev.cwforwarder.config.text.SettingsException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// A request of CloudFormation to a custom resource, and the responses to it.
///
/// @param responseUrl where the response goes; signed, so it must not be logged
/// @param isDelete whether the resource is to be deleted
/// @param physicalId the resource's ID, the same in every response: CloudFormation would delete the
///   old resource otherwise
/// @see <a
///   href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/crpg-ref-requests.html">Request
///   objects</a>
record CustomResource(
    URI responseUrl,
    boolean isDelete,
    String stackId,
    String requestId,
    String logicalId,
    String physicalId,
    ConfigNode.Mapping properties) {
  /// CloudFormation reads at most 4,096 bytes; the other members have a quarter of them.
  private static final int MAX_REASON_BYTES = 3 * 1024;

  private static final String FIRST_PHYSICAL_ID = "settings-fingerprint";

  CustomResource {
    requireNonNull(responseUrl, "responseUrl is null");
    requireNonNull(properties, "properties is null");
  }

  /// @throws IllegalArgumentException without a part of the event, which contains secrets
  static CustomResource parse(byte[] event) {
    if (!(root(event) instanceof ConfigNode.Mapping root)) {
      throw new IllegalArgumentException("the event is not a request of CloudFormation");
    }
    return new CustomResource(
        URI.create(text(root, "ResponseURL")),
        text(root, "RequestType").equals("Delete"),
        text(root, "StackId"),
        text(root, "RequestId"),
        text(root, "LogicalResourceId"),
        root.members().containsKey("PhysicalResourceId")
            ? text(root, "PhysicalResourceId")
            : FIRST_PHYSICAL_ID,
        root.members().get("ResourceProperties") instanceof ConfigNode.Mapping properties
            ? properties
            : new ConfigNode.Mapping(Map.of(), 1));
  }

  private static ConfigNode root(byte[] event) {
    try {
      return ConfigText.parse(
          new String(event, StandardCharsets.UTF_8), new ConfigProblems("the event"));
    } catch (SettingsException _) {
      throw new IllegalArgumentException("the event is not JSON");
    }
  }

  private static String text(ConfigNode.Mapping root, String name) {
    if (root.members().get(name) instanceof ConfigNode.Scalar scalar && !scalar.text().isEmpty()) {
      return scalar.text();
    }
    throw new IllegalArgumentException(
        "the event is not a request of CloudFormation: it has no " + name);
  }

  /// The response that the resource has the attribute `Value`.
  String succeeded(String value) {
    return response("SUCCESS", "", value);
  }

  /// The response that the deployment must not continue.
  ///
  /// @param problems the reasons; those that do not fit are only counted
  String failed(List<String> problems) {
    return response("FAILED", reason(problems), "");
  }

  private static String reason(List<String> problems) {
    StringBuilder reason =
        new StringBuilder(problems.size() + " invalid setting" + (problems.size() == 1 ? "" : "s"))
            .append(":");
    int shown = 0;
    for (String problem : problems) {
      String line = "\n- " + problem;
      if (bytes(reason + line) > MAX_REASON_BYTES) {
        break;
      }
      reason.append(line);
      shown++;
    }
    return shown == problems.size()
        ? reason.toString()
        : reason + "\n- and %d more; see the function's log".formatted(problems.size() - shown);
  }

  private static int bytes(String text) {
    return ConfigJson.quoted(text).getBytes(StandardCharsets.UTF_8).length;
  }

  private String response(String status, String reason, String value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("Status", status);
      if (!reason.isEmpty()) {
        json.writeStringField("Reason", reason);
      }
      json.writeStringField("PhysicalResourceId", physicalId);
      json.writeStringField("StackId", stackId);
      json.writeStringField("RequestId", requestId);
      json.writeStringField("LogicalResourceId", logicalId);
      if (!value.isEmpty()) {
        json.writeObjectFieldStart("Data");
        json.writeStringField("Value", value);
        json.writeEndObject();
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing into memory failed", e);
    }
    return text.toString();
  }

  /// Omits the signed URL and the properties.
  @Override
  public String toString() {
    return "CustomResource[%s]".formatted(logicalId);
  }
}
