# Deploys a release of clickstack-cloudwatch-forwarder: uploads its package and its template, and creates the stack.

locals {
  package  = one(fileset(var.release_folder, "clickstack-cloudwatch-forwarder-*.zip"))
  template = one(fileset(var.release_folder, "clickstack-cloudwatch-forwarder-*.template.json"))
}

# The name of the package contains its hash, so that CloudFormation updates the functions.
resource "aws_s3_object" "package" {
  bucket      = var.bucket
  key         = local.package
  source      = "${var.release_folder}/${local.package}"
  source_hash = filesha256("${var.release_folder}/${local.package}")

  # The former package is deleted after the update: CloudFormation needs it to roll back.
  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_s3_object" "template" {
  bucket = var.bucket
  # Another text has another address: otherwise the change would not be seen.
  key    = "${substr(filesha256("${var.release_folder}/${local.template}"), 0, 12)}-${local.template}"
  source = "${var.release_folder}/${local.template}"
}

data "aws_s3_bucket" "this" {
  bucket = var.bucket
}

resource "aws_cloudformation_stack" "this" {
  name         = var.stack_name
  template_url = "https://${data.aws_s3_bucket.this.bucket_regional_domain_name}/${aws_s3_object.template.key}"
  capabilities = ["CAPABILITY_IAM"]
  parameters = merge(local.parameters, {
    CodeBucket = var.bucket
    CodeKey    = aws_s3_object.package.key
  })
  tags = merge({ application = "clickstack-cloudwatch-forwarder" }, var.tags)

  timeouts {
    create = "30m"
    update = "30m"
    delete = "30m"
  }
}
