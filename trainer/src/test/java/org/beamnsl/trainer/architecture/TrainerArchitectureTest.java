package org.beamnsl.trainer.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "org.beamnsl.trainer",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class TrainerArchitectureTest {
  @ArchTest
  static final ArchRule theTrainerKnowsNoBeam =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.beam..",
              "org.apache.flink..",
              "org.beamnsl.beam..",
              "org.beamnsl.pipelines..");

  @ArchTest
  static final ArchRule theFrameworksOptimizersAreNotUsed =
      noClasses().should().dependOnClassesThat().resideInAnyPackage("org.tensorflow.framework..");

  @ArchTest
  static final ArchRule namesSayWhatAClassIs =
      classes().should().haveNameNotMatching(".*(Util|Utils|Helper|Manager|Impl|Common)$");
}
