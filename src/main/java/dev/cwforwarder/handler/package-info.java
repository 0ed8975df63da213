/// Lambda entry points: their events, pipelines and answers.
@NullMarked
package dev.cwforwarder.handler;

import org.jspecify.annotations.NullMarked;
