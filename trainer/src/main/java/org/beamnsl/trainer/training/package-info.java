/**
 * Training: what a {@link org.beamnsl.trainer.training.Model} is compiled to, fitted, evaluated,
 * asked and saved with.
 *
 * <pre>{@code
 * var base = Sequential.of(Input.floats("feature", 28, 28),
 *     new Flatten(), Dense.of(128, RELU), Dense.of(10, SOFTMAX));
 * var model = Model.of(base).with(AdversarialRegularization.defaults().withStepSize(0.05));
 * try (var compiled = model.compile(
 *     CompileConfig.of(Adam.defaults(), StandardLoss.sparseCategoricalCrossentropy(), Metric.ACCURACY))) {
 *   compiled.fit(train, FitConfig.epochs(5));
 *   compiled.evaluate(test);
 *   compiled.save(directory);
 * }
 * }</pre>
 *
 * <p>Data come as {@link org.beamnsl.trainer.data.Dataset}s, regularizers as {@link
 * org.beamnsl.trainer.regularize.Regularizer}s. Knows nothing of commands or record files.
 */
@NullMarked
package org.beamnsl.trainer.training;

import org.jspecify.annotations.NullMarked;
