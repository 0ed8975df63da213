# Generated from template.yaml by scripts/lib/release/terraform_files.py.

locals {
  # A parameter that is null has the default of the template.
  parameters = merge(
    { for name, value in {
      ClickStackEndpoint        = var.clickstack_endpoint
      ClickStackApiKeyArn       = var.clickstack_api_key_arn
      ClickStackApiKeyKmsKeyArn = var.clickstack_api_key_kms_key_arn
      ClickStackApiKeyTtlMs     = var.clickstack_api_key_ttl_ms == null ? null : tostring(var.clickstack_api_key_ttl_ms)
      OtlpLogsEndpoint          = var.otlp_logs_endpoint
      OtlpTracesEndpoint        = var.otlp_traces_endpoint
      CaCertificate             = var.ca_certificate
      ResourceAttributes        = var.resource_attributes
      ServiceName               = var.service_name
      ServiceNameRules          = var.service_name_rules
      Rules                     = var.rules
      Body                      = var.body
      ParseContent              = var.parse_content
      RestoreOtel               = var.restore_otel
      XrayTraceIds              = var.xray_trace_ids
      TimestampFromBody         = var.timestamp_from_body
      Multiline                 = var.multiline
      MultilineLineStartPattern = var.multiline_line_start_pattern
      LogGroupTags              = var.log_group_tags
      Compression               = var.compression
      RequestTimeoutMs          = var.request_timeout_ms == null ? null : tostring(var.request_timeout_ms)
      RetryBudgetMs             = var.retry_budget_ms == null ? null : tostring(var.retry_budget_ms)
      DeadlineMarginMs          = var.deadline_margin_ms == null ? null : tostring(var.deadline_margin_ms)
      MaxRequestBytes           = var.max_request_bytes == null ? null : tostring(var.max_request_bytes)
      MaxInflatedBytes          = var.max_inflated_bytes == null ? null : tostring(var.max_inflated_bytes)
      Architecture              = var.architecture
      MemoryMegabytes           = var.memory_megabytes == null ? null : tostring(var.memory_megabytes)
      TimeoutSeconds            = var.timeout_seconds == null ? null : tostring(var.timeout_seconds)
      SnapStart                 = var.snap_start
      ReservedConcurrency       = var.reserved_concurrency == null ? null : tostring(var.reserved_concurrency)
      Tracing                   = var.tracing
      PermissionsBoundaryArn    = var.permissions_boundary_arn
      VpcSubnetIds              = var.vpc_subnet_ids == null ? null : join(",", var.vpc_subnet_ids)
      VpcSecurityGroupIds       = var.vpc_security_group_ids == null ? null : join(",", var.vpc_security_group_ids)
      ReplayIntervalMinutes     = var.replay_interval_minutes == null ? null : tostring(var.replay_interval_minutes)
      ReplayDisposal            = var.replay_disposal
      KinesisStreamArn          = var.kinesis_stream_arn
      KinesisStreamKmsKeyArn    = var.kinesis_stream_kms_key_arn
      KinesisStartingPosition   = var.kinesis_starting_position
      KinesisBatchSize          = var.kinesis_batch_size == null ? null : tostring(var.kinesis_batch_size)
      KinesisBatchWindowSeconds = var.kinesis_batch_window_seconds == null ? null : tostring(var.kinesis_batch_window_seconds)
      KinesisParallelBatches    = var.kinesis_parallel_batches == null ? null : tostring(var.kinesis_parallel_batches)
      KinesisRetryAttempts      = var.kinesis_retry_attempts == null ? null : tostring(var.kinesis_retry_attempts)
      KinesisRecordAgeSeconds   = var.kinesis_record_age_seconds == null ? null : tostring(var.kinesis_record_age_seconds)
      KinesisForeignRecords     = var.kinesis_foreign_records
      PollConfig                = var.poll_config
      PollIntervalMinutes       = var.poll_interval_minutes == null ? null : tostring(var.poll_interval_minutes)
      PollInsights              = var.poll_insights
      ClickStackRetentionDays   = var.clickstack_retention_days == null ? null : tostring(var.clickstack_retention_days)
      PollLinkedAccounts        = var.poll_linked_accounts
      PollRoleArns              = var.poll_role_arns == null ? null : join(",", var.poll_role_arns)
      PollReservedConcurrency   = var.poll_reserved_concurrency == null ? null : tostring(var.poll_reserved_concurrency)
      Subscriptions             = var.subscriptions
      SubscribeIntervalMinutes  = var.subscribe_interval_minutes == null ? null : tostring(var.subscribe_interval_minutes)
      SubscribeAccountPolicy    = var.subscribe_account_policy
      ConfigKmsKeyArn           = var.config_kms_key_arn
      Alarms                    = var.alarms
      AlarmTopicArn             = var.alarm_topic_arn
      LogRetentionDays          = var.log_retention_days == null ? null : tostring(var.log_retention_days)
      InspectionRetentionDays   = var.inspection_retention_days == null ? null : tostring(var.inspection_retention_days)
    } : name => value if value != null },
    nonsensitive(var.clickstack_api_key == null) ? {} : { ClickStackApiKey = var.clickstack_api_key },
    nonsensitive(var.otlp_headers == null) ? {} : { OtlpHeaders = var.otlp_headers },
  )
}
