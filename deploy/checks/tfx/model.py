"""What the components of TFX call: features as in the tutorial, and a plain Keras model beside a graph loss."""

import json
import os

import keras
import tensorflow as tf
import tensorflow_transform as tft

LENGTH, WORDS, NEIGHBORS = 16, 200, 1


def preprocessing_fn(inputs):
    """id as it is, words as numbers, a missing label as -1."""
    text = tf.sparse.to_dense(inputs["text"], default_value="")[:, 0]
    words = tf.strings.split(tf.strings.lower(text)).to_tensor("<PAD>", shape=[None, LENGTH])
    label = tf.sparse.to_dense(inputs["label"], default_value=-1)[:, 0]
    return {
        "id": inputs["id"],
        "text_xf": tft.compute_and_apply_vocabulary(words, top_k=WORDS, num_oov_buckets=1),
        "label_xf": label,
    }


class WithNeighbors(keras.Model):
    """A model that also keeps the predictions of neighbours close while it trains."""

    def __init__(self, base):
        super().__init__()
        self.base = base

    def call(self, inputs, training=False):
        prediction = self.base(inputs["text_xf"], training=training)
        if training:
            for i in range(NEIGHBORS):
                neighbor = self.base(inputs[f"NL_nbr_{i}_text_xf"], training=training)
                distance = tf.square(prediction - neighbor) * inputs[f"NL_nbr_{i}_weight"]
                self.add_loss(0.1 * tf.reduce_mean(distance))
        return prediction


def dataset(patterns, neighbors):
    spec = {
        "text_xf": tf.io.FixedLenFeature([LENGTH], tf.int64),
        "label_xf": tf.io.FixedLenFeature([], tf.int64),
    }
    for i in range(neighbors):
        spec[f"NL_nbr_{i}_text_xf"] = tf.io.FixedLenFeature([LENGTH], tf.int64, [0] * LENGTH)
        spec[f"NL_nbr_{i}_weight"] = tf.io.FixedLenFeature([1], tf.float32, [0.0])

    def parse(record):
        features = tf.io.parse_single_example(record, spec)
        return features, features.pop("label_xf")

    return tf.data.TFRecordDataset(tf.io.gfile.glob(patterns), compression_type="GZIP").map(parse).batch(20)


def run_fn(fn_args):
    """Trains, evaluates on the other split, and exports the plain model."""
    keras.utils.set_random_seed(1)
    base = keras.Sequential(
        [
            keras.layers.Input((LENGTH,), dtype="int64"),
            keras.layers.Embedding(WORDS + 2, 8),
            keras.layers.GlobalAveragePooling1D(),
            keras.layers.Dense(8, activation="relu"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model = WithNeighbors(base)
    model.compile(keras.optimizers.Adam(0.01), "binary_crossentropy", metrics=["accuracy"])
    train = dataset(fn_args.train_files, NEIGHBORS)
    epochs = -(-fn_args.train_steps // sum(1 for _ in train))
    losses = model.fit(train, epochs=epochs, verbose=0).history["loss"]
    accuracy = model.evaluate(dataset(fn_args.eval_files, 0), verbose=0)[1]
    base.export(fn_args.serving_model_dir)
    told = {"keras": keras.__version__, "losses": losses, "accuracy": accuracy}
    with open(os.path.join(fn_args.serving_model_dir, "told.json"), "w", encoding="utf-8") as file:
        json.dump(told, file)
