/// Lambda entry points, with their events, pipelines and reports.
@NullMarked
package dev.cwforwarder.handler;

import org.jspecify.annotations.NullMarked;
