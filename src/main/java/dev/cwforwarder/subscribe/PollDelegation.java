package dev.cwforwarder.subscribe;

import dev.cwforwarder.subscribe.plan.LogGroup;
import dev.cwforwarder.subscribe.plan.SkipReason;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where polling is told which log groups it has to read, since they cannot be subscribed.
public interface PollDelegation {
  /// A group that polling was told to read.
  ///
  /// @param why it cannot be subscribed; null: it is, and only a gap is read
  /// @param filters how many filters it had then
  record Handed(LogGroup group, @Nullable SkipReason why, int filters) {}

  /// Where polling is off: nothing is handed over.
  PollDelegation NONE =
      new PollDelegation() {
        @Override
        public boolean reads(SkipReason why) {
          return false;
        }

        @Override
        public boolean isOn() {
          return false;
        }

        @Override
        public Map<String, Handed> all() {
          return Map.of();
        }

        @Override
        public void give(LogGroup group, SkipReason why, int filters) {
          throw new IllegalStateException("polling is off");
        }

        @Override
        public void takeBack(LogGroup group, Instant until) {
          throw new IllegalStateException("polling is off");
        }

        @Override
        public void drop(LogGroup group) {
          throw new IllegalStateException("polling is off");
        }

        @Override
        public void gap(LogGroup group, Instant from, Instant until) {
          throw new IllegalStateException("polling is off");
        }
      };

  /// Whether anything polls.
  boolean isOn();

  /// Whether polling may read groups that cannot be subscribed for this reason.
  boolean reads(SkipReason why);

  /// What was handed over, by [LogGroup#id].
  Map<String, Handed> all() throws SubscribeException;

  /// Polling reads the group from here on.
  void give(LogGroup group, SkipReason why, int filters) throws SubscribeException;

  /// Polling reads the group to what came in by `until`, and no further: from then on it is pushed.
  void takeBack(LogGroup group, Instant until) throws SubscribeException;

  /// Polling forgets the group at once.
  void drop(LogGroup group) throws SubscribeException;

  /// Polling reads, once, what came in from `from` to `until`. What it was told before of this
  /// group keeps its beginning.
  void gap(LogGroup group, Instant from, Instant until) throws SubscribeException;
}
