package org.beamnsl.core.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

@AnalyzeClasses(packages = "org.beamnsl.core", importOptions = ImportOption.DoNotIncludeTests.class)
final class CoreArchitectureTest {
  @ArchTest
  static final ArchRule coreKnowsNoEngineAndNoTensorFlowRuntime =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.beam..",
              "org.apache.flink..",
              "org.apache.hadoop..",
              "org.tensorflow",
              "org.tensorflow.op..",
              "org.bytedeco..");

  @ArchTest
  static final ArchRule coreKnowsNoOtherModule =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.beamnsl.beam..",
              "org.beamnsl.pipelines..",
              "org.beamnsl.trainer..",
              "org.beamnsl.hadoop..",
              "org.beamnsl.embed..");

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      SlicesRuleDefinition.slices().matching("org.beamnsl.core.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule namesSayWhatAClassIs =
      classes().should().haveNameNotMatching(".*(Util|Utils|Helper|Manager|Impl|Common)$");
}
