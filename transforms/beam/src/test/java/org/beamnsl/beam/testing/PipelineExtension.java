package org.beamnsl.beam.testing;

import static com.google.common.truth.Truth.assertWithMessage;

import java.lang.reflect.Method;
import java.util.concurrent.TimeUnit;
import org.apache.beam.sdk.testing.TestPipeline;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.function.Executable;
import org.junit.runner.Description;
import org.junit.runners.model.Statement;

/** Gives Jupiter tests a {@link TestPipeline} with the guarantees of Beam's JUnit 4 rule. */
public final class PipelineExtension
    implements ParameterResolver, InvocationInterceptor, AfterEachCallback {
  /** The name that the direct runner gives to all of its workers. */
  private static final String WORKER = "direct-runner-worker";

  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(PipelineExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == TestPipeline.class;
  }

  @Override
  public TestPipeline resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return pipeline(context);
  }

  @Override
  public void interceptTestMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> invocationContext,
      ExtensionContext context)
      throws Throwable {
    runWithRule(pipeline(context), invocation::proceed);
  }

  /**
   * Waits until what the direct runner began is over. When one of its workers fails, the others
   * write on after the pipeline has thrown, into folders that the end of the test removes.
   */
  @Override
  public void afterEach(ExtensionContext context) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals(WORKER)) {
        thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
        assertWithMessage("%s still runs", thread).that(thread.isAlive()).isFalse();
      }
    }
  }

  static void runWithRule(TestPipeline pipeline, Executable body) throws Throwable {
    Statement statement =
        new Statement() {
          @Override
          public void evaluate() throws Throwable {
            body.execute();
          }
        };
    pipeline
        .apply(statement, Description.createTestDescription(PipelineExtension.class, "test"))
        .evaluate();
  }

  private static TestPipeline pipeline(ExtensionContext context) {
    return context
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent("pipeline", key -> TestPipeline.create(), TestPipeline.class);
  }
}
