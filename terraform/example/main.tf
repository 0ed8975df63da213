# A forwarder that subscribes the log groups of Lambda functions.

provider "aws" {
  region = "eu-central-1"
}

module "forwarder" {
  source = "../"

  release_folder         = "${path.module}/../../dist"
  bucket                 = "my-packages"
  clickstack_endpoint    = "https://clickstack.example.com:4318"
  clickstack_api_key_arn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:clickstack-AbCdEf"

  subscriptions = yamlencode({
    rules = [{ include = "/aws/lambda/*" }]
  })
}

# Send the sample event events/subscription.json to this alias: docs/deploy.md.
output "subscription_alias_arn" {
  value = module.forwarder.subscription_alias_arn
}

# Start this function before `terraform destroy`: docs/deploy.md.
output "subscribe_function_name" {
  value = module.forwarder.subscribe_function_name
}
