package org.beamnsl.beam.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.apache.beam.sdk.transforms.DoFn;

@AnalyzeClasses(packages = "org.beamnsl.beam", importOptions = ImportOption.DoNotIncludeTests.class)
final class BeamArchitectureTest {
  @ArchTest
  static final ArchRule transformsKnowNoRunnerAndNoTrainer =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.beam.runners..",
              "org.apache.flink..",
              "org.apache.hadoop..",
              "org.tensorflow",
              "org.tensorflow.op..",
              "org.beamnsl.pipelines..",
              "org.beamnsl.trainer..");

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      SlicesRuleDefinition.slices().matching("org.beamnsl.beam.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule functionsOfTransformsEndInFn =
      classes()
          .that()
          .areAssignableTo(DoFn.class)
          .and()
          .areNotAnonymousClasses()
          .should()
          .haveSimpleNameEndingWith("Fn")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule filesAreReachedThroughBeamOrTheCoresStorage =
      noClasses().should().dependOnClassesThat().haveFullyQualifiedName("java.io.File");
}
