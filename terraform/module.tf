terraform {
  required_version = ">= 1.5"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0"
    }
  }
}

variable "release_folder" {
  description = "The folder with the files of one release, as scripts/release.sh writes them."
  type        = string

  validation {
    condition = alltrue([
      for files in ["*.zip", "*.template.json"] : length(fileset(var.release_folder, "clickstack-cloudwatch-forwarder-${files}")) == 1
    ])
    error_message = "Expected the folder of one release: with one clickstack-cloudwatch-forwarder-*.zip and its *.template.json."
  }
}

variable "bucket" {
  description = "The bucket for the package and the template, in the Region of the stack."
  type        = string
}

variable "stack_name" {
  description = "The name of the stack. Names of log groups and subscription filters contain it."
  type        = string
  default     = "clickstack-cloudwatch-forwarder"
}

variable "tags" {
  description = "Tags of the stack, which CloudFormation adds to its resources."
  type        = map(string)
  default     = {}
}
