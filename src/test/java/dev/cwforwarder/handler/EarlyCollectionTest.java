package dev.cwforwarder.handler;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

final class EarlyCollectionTest {
  private static final int MEGABYTE = 1024 * 1024;

  @Test
  void theGarbageOfLargePayloadsIsCollected() {
    EarlyCollection garbage = new EarlyCollection(32L * MEGABYTE);
    long before = usedWithEvents();

    garbage.afterInvocation();

    assertThat(before - used()).isGreaterThan(32L * MEGABYTE);
  }

  @Test
  void nothingIsCollectedWhileTheHeapUsesLittle() {
    long before = fullCollections();

    new EarlyCollection(Long.MAX_VALUE).afterInvocation();

    assertThat(fullCollections()).isEqualTo(before);
  }

  @Test
  void nothingIsCollectedAgainWhileMostOfTheHeapIsInUse() {
    EarlyCollection garbage = new EarlyCollection(1);
    byte[][] events = events();
    garbage.afterInvocation();
    long afterFirst = fullCollections();

    garbage.afterInvocation();

    assertThat(events).hasDimensions(64, MEGABYTE);
    assertThat(fullCollections()).isEqualTo(afterFirst);
  }

  @Test
  void theHandlersOfPayloadsCollectGarbage() {
    JavaClasses handlers =
        new ClassFileImporter().importClasses(SubscriptionHandler.class, KinesisHandler.class);

    classes().should().callMethod(EarlyCollection.class, "afterInvocation").check(handlers);
  }

  /// What the heap uses while it contains events, which are garbage afterwards.
  private static long usedWithEvents() {
    byte[][] events = events();
    return events.length == 0 ? 0 : used();
  }

  private static byte[][] events() {
    return new byte[64][MEGABYTE];
  }

  private static long used() {
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  /// The number of collections of the whole heap, as the serial collector and the default one of
  /// the JDK count them.
  private static long fullCollections() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .filter(collector -> collector.getName().matches("G1 Old Generation|MarkSweepCompact"))
        .mapToLong(GarbageCollectorMXBean::getCollectionCount)
        .sum();
  }
}
