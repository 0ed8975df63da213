package dev.cwforwarder.poll;

/// A source that was found, and how it is to be read.
record Candidate(PollSource source, PollPlan.Reading reading) {}
