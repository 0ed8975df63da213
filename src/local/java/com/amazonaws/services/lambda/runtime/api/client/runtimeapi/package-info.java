/// Replaces the native part of AWS's runtime client, which is available for Linux only. The class
/// must be in the client's package, since it replaces a class there; see
/// [com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient].
@NullMarked
package com.amazonaws.services.lambda.runtime.api.client.runtimeapi;

import org.jspecify.annotations.NullMarked;
