# Generated from template.yaml by scripts/lib/release/terraform_files.py.

variable "clickstack_endpoint" {
  description = "Base URL of ClickStack's OTLP/HTTP receiver, for example https://clickstack.example.com:4318. The forwarder appends /v1/logs and /v1/traces. At most 1,024 characters. Required unless OtlpLogsEndpoint is set."
  type        = string
  default     = null
}

variable "clickstack_api_key" {
  description = "Ingestion API key from ClickStack's team settings. The forwarder sends it unchanged in the \"authorization\" header: fully managed ClickStack expects \"Bearer KEY\", ClickStack's images up to 2.36 expect the key alone. At most 512 characters. Blank or \"none\": no key is sent."
  type        = string
  default     = null
  sensitive   = true
}

variable "clickstack_api_key_arn" {
  description = "The full ARN of the Secrets Manager secret or SSM SecureString parameter, in any Region, that holds the ingestion API key, instead of ClickStackApiKey. #FIELD after the ARN of a JSON secret names the member that holds the key. A rotated key needs no deployment. At most 1,024 characters. Blank: ClickStackApiKey is used."
  type        = string
  default     = null
}

variable "clickstack_api_key_kms_key_arn" {
  description = "ARN of the customer managed KMS key that encrypts the secret or parameter. The functions that send may then decrypt with it. At most 256 characters. Blank: the AWS managed key, which needs no extra permission."
  type        = string
  default     = null
}

variable "clickstack_api_key_ttl_ms" {
  description = "Time for which the secret is cached, in milliseconds, 1,000 to 86,400,000. When ClickStack refuses the key, the secret is read again immediately, at most once a minute."
  type        = number
  default     = null
}

variable "otlp_headers" {
  description = "Additional headers for every request as name=value,name=value with percent-encoded values. They take precedence over the API key. At most 1,024 characters. Blank or \"none\": no additional headers."
  type        = string
  default     = null
  sensitive   = true
}

variable "otlp_logs_endpoint" {
  description = "Full URL for log requests, including the path. It takes precedence over ClickStackEndpoint. At most 1,024 characters. Blank: ClickStackEndpoint with /v1/logs."
  type        = string
  default     = null
}

variable "otlp_traces_endpoint" {
  description = "Full URL for trace requests, including the path, to which spans in log events are sent. At most 1,024 characters. Blank: ClickStackEndpoint with /v1/traces; without ClickStackEndpoint, spans are sent as log records."
  type        = string
  default     = null
}

variable "ca_certificate" {
  description = "Certificates to trust instead of the public certificate authorities: PEM text (at most 2,560 characters, line breaks may be written as \\n), or the absolute path of a PEM file that is packaged with the function, such as /var/task/ca.pem. Blank: the public certificate authorities."
  type        = string
  default     = null
}

variable "resource_attributes" {
  description = "Resource attributes to add to every record as name=value,name=value with percent-encoded values, for example deployment.environment.name=prod. At most 1,024 characters. Blank: none."
  type        = string
  default     = null
}

variable "service_name" {
  description = "service.name of every record. At most 255 characters. Blank: derived from the log group."
  type        = string
  default     = null
}

variable "service_name_rules" {
  description = "Service names by log group as REGEX=>NAME;REGEX=>NAME, for example /team/(\\w+)/.*=>$1. The first expression that matches the complete log group name applies. At most 1,024 characters. Blank: derived from the log group."
  type        = string
  default     = null
}

variable "rules" {
  description = "Filter and redaction rules as YAML or JSON, for example {\"redaction\":{\"presets\":[\"jwt\",\"email\"]}}. At most 2,048 characters. Blank: no record is filtered or redacted."
  type        = string
  default     = null
}

variable "body" {
  description = "Body of a record. message: the text inside a structured message; its other fields become attributes. raw: the complete message, unchanged."
  type        = string
  default     = null
}

variable "parse_content" {
  description = "Whether messages are parsed for severity, trace context and fields. off: a message becomes the body of its record and nothing else."
  type        = string
  default     = null
}

variable "restore_otel" {
  description = "Whether spans in log events are sent as spans, and log records of OpenTelemetry with their own fields. off: they are sent like any other message."
  type        = string
  default     = null
}

variable "xray_trace_ids" {
  description = "Whether an X-Ray trace ID becomes the trace ID of a record. Set it to on if you send the same traces to ClickStack. segments: records of a Lambda invocation also get the ID of its segment as span ID."
  type        = string
  default     = null
}

variable "timestamp_from_body" {
  description = "Whether the timestamp in a message becomes the timestamp of its record. off: CloudWatch's timestamp of the event."
  type        = string
  default     = null
}

variable "multiline" {
  description = "auto: the events that are lines of one stack trace, or of one JSON object, become one record. off: every event becomes one record."
  type        = string
  default     = null
}

variable "multiline_line_start_pattern" {
  description = "A regular expression (RE2), instead of Multiline. A line that matches starts a new record; other lines are appended to the previous one. At most 512 characters. Blank: Multiline applies."
  type        = string
  default     = null
}

variable "log_group_tags" {
  description = "Log group tags that become resource attributes, as KEY or KEY=ATTRIBUTE separated by commas, or * for all tags. At most 1,024 characters. Blank: no tags are read."
  type        = string
  default     = null
}

variable "compression" {
  description = "Compression of requests: zstd (cheapest and smallest; falls back to gzip if the receiver refuses it), gzip or none."
  type        = string
  default     = null
}

variable "request_timeout_ms" {
  description = "Timeout of one attempt of a request, in milliseconds, 100 to 600,000."
  type        = number
  default     = null
}

variable "retry_budget_ms" {
  description = "Time within which failed requests are retried, in milliseconds, 0 to 600,000. Afterwards the invocation fails and Lambda retries it."
  type        = number
  default     = null
}

variable "deadline_margin_ms" {
  description = "Time before the function's timeout in which no request is started or awaited, in milliseconds, 100 to 60,000."
  type        = number
  default     = null
}

variable "max_request_bytes" {
  description = "Maximum size of a request before compression, in bytes, 1,024 to 16,777,216 (ClickStack refuses 20 MiB)."
  type        = number
  default     = null
}

variable "max_inflated_bytes" {
  description = "Maximum size of a payload after decompression, in bytes, 1,048,576 to 536,870,912. The function needs several times this amount of memory."
  type        = number
  default     = null
}

variable "architecture" {
  description = "Instruction set architecture of the functions: arm64 (costs less per second) or x86_64."
  type        = string
  default     = null
}

variable "memory_megabytes" {
  description = "Memory of the subscription and the Kinesis function, in MB, 512 to 10,240. CPU scales with memory: 1,769 MB equal one vCPU."
  type        = number
  default     = null
}

variable "timeout_seconds" {
  description = "Timeout of the subscription and the Kinesis function, in seconds, 10 to 900. Set it higher than RetryBudgetMs plus RequestTimeoutMs."
  type        = number
  default     = null
}

variable "snap_start" {
  description = "Whether the subscription and the Kinesis function start from a snapshot. Set it to off in Regions without SnapStart, such as Asia Pacific (Taipei) and Asia Pacific (New Zealand). Cold starts then take a few seconds longer."
  type        = string
  default     = null
}

variable "reserved_concurrency" {
  description = "Reserved concurrency of the subscription function, 1 to 10,000 concurrent invocations. 0: no reservation, the account's limit applies."
  type        = number
  default     = null
}

variable "tracing" {
  description = "Whether AWS X-Ray traces the invocations (billed by X-Ray). Leave it off while the log group aws/spans is subscribed, because this can create a feedback loop. In a VPC, the functions also need network access to X-Ray."
  type        = string
  default     = null
}

variable "permissions_boundary_arn" {
  description = "ARN of the IAM policy to set as the permissions boundary of every role of the stack, if your organization requires one. At most 256 characters. Blank: no permissions boundary."
  type        = string
  default     = null
}

variable "vpc_subnet_ids" {
  description = "IDs of the private subnets (1 to 16, comma-separated) from which a ClickStack without a public address can be reached. Blank: the functions run outside a VPC."
  type        = list(string)
  default     = null
}

variable "vpc_security_group_ids" {
  description = "IDs of the functions' security groups in that VPC (1 to 5, comma-separated). Required with VpcSubnetIds, otherwise blank."
  type        = list(string)
  default     = null
}

variable "replay_interval_minutes" {
  description = "Interval between replays of the failure bucket, in minutes, 2 to 1,440. 0: no schedule, you start replays manually."
  type        = number
  default     = null
}

variable "replay_disposal" {
  description = "What happens to an object in the failure bucket after its delivery: delete, or move to replayed/, where it expires."
  type        = string
  default     = null
}

variable "kinesis_stream_arn" {
  description = "ARN of a Kinesis stream that subscription filters of this account or of other accounts write to. At most 512 characters. Blank: the stack has neither the Kinesis function nor its role, trigger, log group and alarms."
  type        = string
  default     = null
}

variable "kinesis_stream_kms_key_arn" {
  description = "ARN of the customer managed KMS key that encrypts the stream. Lambda may then decrypt with it. At most 256 characters. Blank: no encryption, or the AWS managed key, which needs no extra permission."
  type        = string
  default     = null
}

variable "kinesis_starting_position" {
  description = "Where the first deployment starts to read: TRIM_HORIZON at the oldest record in the stream, LATEST at new records. With LATEST, records may be missed that are written while Lambda creates the trigger. A later change replaces the trigger."
  type        = string
  default     = null
}

variable "kinesis_batch_size" {
  description = "Maximum number of stream records per invocation, 1 to 10,000 records. Lambda sends at most 6 MB."
  type        = number
  default     = null
}

variable "kinesis_batch_window_seconds" {
  description = "Maximum time for which Lambda gathers records before it invokes the function, in seconds, 0 to 300. A longer window results in fewer and larger requests."
  type        = number
  default     = null
}

variable "kinesis_parallel_batches" {
  description = "Number of concurrent invocations per shard, 1 to 10. Above 1, records of a shard are not processed in order."
  type        = number
  default     = null
}

variable "kinesis_retry_attempts" {
  description = "How often Lambda retries a batch before it writes the batch to the failure bucket and continues with the shard, 0 to 10,000 times."
  type        = number
  default     = null
}

variable "kinesis_record_age_seconds" {
  description = "Maximum age of a record, in seconds, 60 to 604,800. Lambda writes older records to the failure bucket. Set it below the stream's retention period (86,400 by default): records that expire in the stream are lost."
  type        = number
  default     = null
}

variable "kinesis_foreign_records" {
  description = "What happens to records of the stream that are not from CloudWatch Logs: \"store\" keeps them in the failure bucket, \"drop\" only counts them."
  type        = string
  default     = null
}

variable "poll_config" {
  description = "The log groups to poll, in the format of the OpenTelemetry awscloudwatch receiver, as YAML or JSON. For a long configuration, its location: ssm:/NAME or s3://BUCKET/KEY. At most 2,048 characters. Blank: the stack has neither the poll function nor its role, schedule, table and alarms."
  type        = string
  default     = null
}

variable "poll_interval_minutes" {
  description = "Interval between invocations of the poll function, in minutes, 1 to 1,440. If poll_interval in PollConfig is shorter, one invocation polls several times. 0: polling is paused; its checkpoints are retained."
  type        = number
  default     = null
}

variable "poll_insights" {
  description = "Whether Logs Insights queries read the log groups that no other API can read, those of the class INFREQUENT_ACCESS. AWS bills these queries by the bytes scanned."
  type        = string
  default     = null
}

variable "clickstack_retention_days" {
  description = "How long ClickStack retains logs (the TTL of its table), in days, 1 to 3,650. Older events are not polled unless a backfill asks for them with --include-expired: ClickStack deletes them soon after they arrive."
  type        = number
  default     = null
}

variable "poll_linked_accounts" {
  description = "Whether the poll function may read log groups that other accounts share with this one (CloudWatch cross-account observability)."
  type        = string
  default     = null
}

variable "poll_role_arns" {
  description = "ARNs of the roles in other accounts that PollConfig names in assume_role_arn, comma-separated. Blank: none."
  type        = list(string)
  default     = null
}

variable "poll_reserved_concurrency" {
  description = "Reserved concurrency of the poll function, 1 to 100 concurrent invocations. If your schedules divide the log groups into shards, set it to their number. 0: no reservation; a lease prevents two invocations from polling the same log groups."
  type        = number
  default     = null
}

variable "subscriptions" {
  description = "The log groups that the stack subscribes, as YAML or JSON, for example {\"rules\":[{\"include\":\"/aws/lambda/*\"}]}. For long rules, their location: ssm:/NAME or s3://BUCKET/KEY. At most 1,024 characters. Blank: you subscribe log groups yourself, and the stack has neither the subscribe function nor its role and schedule."
  type        = string
  default     = null
}

variable "subscribe_interval_minutes" {
  description = "Interval between reconciliations of all log groups, in minutes, 2 to 1,440. If a CloudTrail trail records management events, a new log group is subscribed immediately. 0: no schedule, only new log groups and manual invocations."
  type        = number
  default     = null
}

variable "subscribe_account_policy" {
  description = "Whether the subscribe function may create and delete the account-level subscription filter policy, which \"mode: account-policy\" in Subscriptions requires. An account can have one such policy per Region."
  type        = string
  default     = null
}

variable "config_kms_key_arn" {
  description = "ARN of the customer managed KMS key that encrypts the parameter or object with PollConfig or Subscriptions. The poll and the subscribe function may then decrypt with it. At most 256 characters. Blank: no encryption, or the AWS managed key, which needs no extra permission."
  type        = string
  default     = null
}

variable "alarms" {
  description = "Which CloudWatch alarms the stack creates. CloudWatch bills each. basic: nine alarms on deliveries that fail or lose something, and those of Kinesis, polling and subscriptions. all: also on throttling, on lag and on every subscription filter of the account and Region. on: as all."
  type        = string
  default     = null
}

variable "alarm_topic_arn" {
  description = "ARN of the SNS topic to notify when an alarm fires or recovers. At most 512 characters. Blank: alarms are only visible in CloudWatch."
  type        = string
  default     = null
}

variable "log_retention_days" {
  description = "Retention of the forwarder's own logs, in days. CloudWatch Logs accepts only the listed values."
  type        = number
  default     = null
}

variable "inspection_retention_days" {
  description = "Retention of records in the failure bucket that need no further delivery (rejected/ and replayed/), in days, 1 to 3,650. Undelivered records never expire."
  type        = number
  default     = null
}
