# Generated from template.yaml by scripts/lib/release/terraform_files.py.

output "subscription_alias_arn" {
  description = "Destination ARN for subscription filters. Always use this alias, never the ARN of the function."
  value       = lookup(aws_cloudformation_stack.this.outputs, "SubscriptionAliasArn", null)
}

output "subscription_function_name" {
  description = "Name of the subscription function."
  value       = lookup(aws_cloudformation_stack.this.outputs, "SubscriptionFunctionName", null)
}

output "subscription_log_group_name" {
  description = "The subscription function's own log group. Never subscribe it."
  value       = lookup(aws_cloudformation_stack.this.outputs, "SubscriptionLogGroupName", null)
}

output "kinesis_alias_arn" {
  description = "Alias of the Kinesis function that the stream invokes."
  value       = lookup(aws_cloudformation_stack.this.outputs, "KinesisAliasArn", null)
}

output "kinesis_function_name" {
  description = "Name of the Kinesis function."
  value       = lookup(aws_cloudformation_stack.this.outputs, "KinesisFunctionName", null)
}

output "kinesis_log_group_name" {
  description = "The Kinesis function's own log group. Never subscribe it."
  value       = lookup(aws_cloudformation_stack.this.outputs, "KinesisLogGroupName", null)
}

output "replay_function_name" {
  description = "Name of the replay function. Invoke it with {\"dryRun\":true} to list the backlog."
  value       = lookup(aws_cloudformation_stack.this.outputs, "ReplayFunctionName", null)
}

output "replay_log_group_name" {
  description = "The replay function's own log group. Never subscribe it."
  value       = lookup(aws_cloudformation_stack.this.outputs, "ReplayLogGroupName", null)
}

output "poll_function_name" {
  description = "Name of the poll function."
  value       = lookup(aws_cloudformation_stack.this.outputs, "PollFunctionName", null)
}

output "poll_log_group_name" {
  description = "The poll function's own log group. Never subscribe it."
  value       = lookup(aws_cloudformation_stack.this.outputs, "PollLogGroupName", null)
}

output "checkpoint_table_name" {
  description = "Table of the polling checkpoints, for the \"poll\" commands. It is retained when the stack is deleted."
  value       = lookup(aws_cloudformation_stack.this.outputs, "CheckpointTableName", null)
}

output "subscribe_function_name" {
  description = "Name of the subscribe function. Invoke it with {\"plan\":true} to preview its changes."
  value       = lookup(aws_cloudformation_stack.this.outputs, "SubscribeFunctionName", null)
}

output "subscribe_log_group_name" {
  description = "The subscribe function's own log group. Never subscribe it."
  value       = lookup(aws_cloudformation_stack.this.outputs, "SubscribeLogGroupName", null)
}

output "failure_bucket_name" {
  description = "Bucket that stores undelivered events. It is retained when the stack is deleted."
  value       = lookup(aws_cloudformation_stack.this.outputs, "FailureBucketName", null)
}
