/// A stand-in for the native part of AWS's runtime client, which exists for Linux only; see
/// [com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient].
@NullMarked
package com.amazonaws.services.lambda.runtime.api.client.runtimeapi;

import org.jspecify.annotations.NullMarked;
