package dev.cwforwarder;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.JavaModifier.ABSTRACT;
import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noCodeUnits;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import dev.cwforwarder.testing.Project;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Which package may use which packages and libraries. A new package needs a line here and in
/// ARCHITECTURE.md.
final class ArchitectureTest {
  private static final String BASE = "dev.cwforwarder";
  private static final String OTEL = "io.opentelemetry..";
  private static final JavaClasses DEPLOYED =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(BASE);
  private static final JavaClasses ALL = new ClassFileImporter().importPackages(BASE);

  private static final List<PackageRule> PACKAGES =
      List.of(
          new PackageRule("model", Set.of(), Set.of()),
          new PackageRule("protobuf", Set.of(), Set.of()),
          new PackageRule("span", Set.of(), Set.of(OTEL)),
          new PackageRule("telemetry", Set.of(), Set.of()),
          new PackageRule("store", Set.of("model"), Set.of("com.fasterxml.jackson.core..")),
          new PackageRule(
              "aws",
              Set.of("check", "export", "map", "model", "poll", "replay", "store", "subscribe"),
              Set.of("com.fasterxml.jackson.core..", "software.amazon.awssdk..")),
          new PackageRule("check", Set.of(), Set.of("com.fasterxml.jackson.core..")),
          new PackageRule(
              "decode", Set.of("model", "protobuf"), Set.of("com.fasterxml.jackson.core..")),
          new PackageRule(
              "map",
              Set.of("model", "protobuf", "span"),
              Set.of(OTEL, "com.fasterxml.jackson.core..", "com.google.re2j..")),
          new PackageRule(
              "export",
              Set.of("model", "protobuf", "span", "telemetry"),
              Set.of(OTEL, "com.fasterxml.jackson.core..", "com.github.luben.zstd..")),
          new PackageRule(
              "forward",
              Set.of("export", "map", "model", "span", "store", "telemetry"),
              Set.of("io.opentelemetry.sdk.logs.data..")),
          new PackageRule(
              "replay",
              Set.of("decode", "forward", "model", "store"),
              Set.of("com.fasterxml.jackson.core..")),
          new PackageRule(
              "poll",
              Set.of("forward", "model", "telemetry"),
              Set.of("com.fasterxml.jackson.core..", "com.google.re2j..")),
          new PackageRule(
              "subscribe", Set.of("model", "telemetry"), Set.of("com.fasterxml.jackson.core..")),
          new PackageRule(
              "config",
              Set.of("export", "map", "model", "poll", "replay", "subscribe"),
              Set.of(
                  "com.fasterxml.jackson.core..",
                  "com.fasterxml.jackson.dataformat.yaml..",
                  "com.google.re2j..",
                  "org.yaml.snakeyaml..")),
          new PackageRule(
              "wiring",
              Set.of(
                  "aws",
                  "check",
                  "config",
                  "decode",
                  "export",
                  "forward",
                  "map",
                  "model",
                  "poll",
                  "replay",
                  "span",
                  "store",
                  "subscribe",
                  "telemetry"),
              Set.of(
                  "io.opentelemetry.api.common..",
                  "io.opentelemetry.sdk.common..",
                  "io.opentelemetry.sdk.logs.data..")),
          new PackageRule(
              "handler",
              Set.of(
                  "config",
                  "decode",
                  "export",
                  "forward",
                  "model",
                  "poll",
                  "replay",
                  "store",
                  "subscribe",
                  "telemetry",
                  "wiring"),
              Set.of(
                  "com.fasterxml.jackson.core..",
                  "com.amazonaws.services.lambda.runtime..",
                  "javax.crypto..",
                  "org.crac..")),
          new PackageRule(
              "cli",
              Set.of("check", "config", "model", "poll", "replay", "subscribe", "wiring"),
              Set.of("com.fasterxml.jackson.core..", "picocli..")));

  static Stream<PackageRule> packages() {
    return PACKAGES.stream();
  }

  @ParameterizedTest
  @MethodSource("packages")
  void packageUsesOnlyPackagesThatItMayUse(PackageRule rule) {
    classes()
        .that(resideInAPackage(rule.pattern()))
        .should()
        .onlyDependOnClassesThat(
            resideOutsideOfPackage(BASE + "..")
                .or(resideInAPackage(rule.pattern()))
                .or(resideInAnyPackage(rule.mayUsePatterns())))
        .check(DEPLOYED);
  }

  @ParameterizedTest
  @MethodSource("packages")
  void packageUsesOnlyLibrariesThatItMayUse(PackageRule rule) {
    classes()
        .that(resideInAPackage(rule.pattern()))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(BASE + "..", "java..", "javax.net.ssl..", "org.jspecify..")
                .or(resideInAnyPackage(rule.libraries().toArray(String[]::new)))
                .or(JavaClass.Predicates.equivalentTo(Object.class)))
        .check(DEPLOYED);
  }

  @Test
  void everyDeployedClassIsInAListedPackage() {
    Set<String> found = new TreeSet<>();
    DEPLOYED.forEach(type -> found.add(topLevel(type.getPackageName())));

    assertThat(found)
        .containsExactlyInAnyOrderElementsOf(PACKAGES.stream().map(PackageRule::name).toList());
  }

  /// `poll` for `dev.cwforwarder.poll.x`.
  private static String topLevel(String packageName) {
    return packageName.substring(BASE.length() + 1).split("\\.", -1)[0];
  }

  @Test
  void localToolsUseNoOtherPackage() {
    Set<String> tools = Set.copyOf(Project.topLevelClasses("src/local/java"));
    assertThat(tools).isNotEmpty();

    noClasses()
        .that(topLevelClassIn(tools))
        .should()
        .dependOnClassesThat(
            resideInAPackage(BASE + "..").and(resideOutsideOfPackage(BASE + ".local..")))
        .check(ALL);
  }

  @Test
  void demoUsesOnlyTheLocalTools() {
    Set<String> demo = Set.copyOf(Project.topLevelClasses("src/demo/java"));
    assertThat(demo).isNotEmpty();

    noClasses()
        .that(topLevelClassIn(demo))
        .should()
        .dependOnClassesThat(
            resideInAPackage(BASE + "..")
                .and(resideOutsideOfPackages(BASE + ".demo..", BASE + ".local..")))
        .check(ALL);
  }

  @Test
  void deployedCodeDependsOnNeitherLocalToolsNorTests() {
    noClasses()
        .that(topLevelClassIn(Set.copyOf(Project.topLevelClasses("src/main/java"))))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(BASE + ".demo..", BASE + ".local..", BASE + ".testing.."))
        .check(ALL);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching(BASE + ".(*)..").should().beFreeOfCycles().check(DEPLOYED);
  }

  /// A package may use its sub-packages, but not the other way round.
  @ParameterizedTest
  @CsvSource({
    "config.text, config",
    "export.otlp, export",
    "subscribe.plan, subscribe",
    "handler.priming, handler",
    "map.content.severity, map.content",
    "map.content.sources, map.content",
    "map.content.text, map.content",
    "map.content.text, map.content.severity",
    "map.content.text, map.content.sources"
  })
  void subPackageDoesNotUseItsParent(String below, String above) {
    noClasses()
        .that(resideInAPackage(BASE + "." + below))
        .should()
        .dependOnClassesThat(resideInAPackage(BASE + "." + above))
        .check(DEPLOYED);
  }

  @Test
  void onlyTheWiringAndTheEntryPointsUseSettings() {
    noClasses()
        .that(
            resideOutsideOfPackages(
                BASE + ".config..", BASE + ".wiring", BASE + ".handler", BASE + ".cli"))
        .should()
        .dependOnClassesThat(resideInAPackage(BASE + ".config.."))
        .check(DEPLOYED);
  }

  @Test
  void onlyPackageAwsUsesTheAwsSdk() {
    noClasses()
        .that(resideOutsideOfPackage(BASE + ".aws"))
        .should()
        .dependOnClassesThat(resideInAnyPackage("software.amazon.awssdk..", "com.amazonaws.auth.."))
        .check(DEPLOYED);
  }

  /// Every jar slows the cold start: a new one needs a measurement, and a line here.
  @Test
  void onlyTheseLibrariesAreDeployed() {
    assertThat(Project.deployedDependencies())
        .containsExactlyInAnyOrder(
            "com.amazonaws:aws-lambda-java-core",
            "com.fasterxml.jackson.core:jackson-core",
            "com.fasterxml.jackson.dataformat:jackson-dataformat-yaml",
            "com.github.luben:zstd-jni",
            "com.google.re2j:re2j",
            "io.github.crac:org-crac",
            "io.opentelemetry:opentelemetry-sdk-logs",
            "org.jspecify:jspecify",
            "org.yaml:snakeyaml",
            "software.amazon.awssdk:cloudwatchlogs",
            "software.amazon.awssdk:dynamodb",
            "software.amazon.awssdk:s3",
            "software.amazon.awssdk:secretsmanager",
            "software.amazon.awssdk:ssm",
            "software.amazon.awssdk:sts",
            "software.amazon.awssdk:url-connection-client");
  }

  @Test
  void onlyEntryPointsReadTheEnvironment() {
    noClasses()
        .that(resideOutsideOfPackages(BASE + ".handler", BASE + ".cli"))
        .should()
        .callMethod(System.class, "getenv")
        .orShould()
        .callMethod(System.class, "getenv", String.class)
        .orShould()
        .callMethod(System.class, "getProperty", String.class)
        .orShould()
        .callMethod(System.class, "getProperty", String.class, String.class)
        .check(DEPLOYED);
  }

  @Test
  void onlyEntryPointsWriteToTheConsole() {
    noClasses()
        .that(resideOutsideOfPackages(BASE + ".handler", BASE + ".cli"))
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(DEPLOYED);
  }

  @Test
  void timeIsInjected() {
    noClasses()
        .that(resideOutsideOfPackages(BASE + ".handler", BASE + ".cli", BASE + ".wiring"))
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(Clock.class, "systemUTC")
        .orShould()
        .callMethod(Clock.class, "systemDefaultZone")
        .check(DEPLOYED);
  }

  @Test
  void classesAreFinal() {
    classes()
        .that()
        .areNotInterfaces()
        .and()
        .areNotAnonymousClasses()
        .and()
        .doNotHaveModifier(ABSTRACT)
        .and()
        .doNotHaveSimpleName("package-info")
        .should()
        .haveModifier(FINAL)
        .check(DEPLOYED);
  }

  @Test
  void optionalIsOnlyAReturnType() {
    fields().should().notHaveRawType(Optional.class).check(DEPLOYED);
    noCodeUnits().should(takeAnOptional()).check(DEPLOYED);
  }

  private static ArchCondition<JavaCodeUnit> takeAnOptional() {
    return ArchCondition.from(
        DescribedPredicate.describe(
            "take an Optional",
            unit ->
                unit.getRawParameterTypes().stream()
                    .anyMatch(type -> type.isEquivalentTo(Optional.class))));
  }

  private static DescribedPredicate<JavaClass> topLevelClassIn(Set<String> names) {
    return DescribedPredicate.describe(
        "are in the sources named",
        type -> {
          JavaClass outer = type;
          while (outer.getEnclosingClass().isPresent()) {
            outer = outer.getEnclosingClass().get();
          }
          return names.contains(outer.getName());
        });
  }

  /// A package, and the packages and libraries that it may use in addition to the JDK.
  record PackageRule(String name, Set<String> mayUse, Set<String> libraries) {
    String pattern() {
      return BASE + "." + name + "..";
    }

    String[] mayUsePatterns() {
      return mayUse.stream().map(other -> BASE + "." + other + "..").toArray(String[]::new);
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
