"""load_saved_model.py MODEL EXAMPLES: what Python makes of a saved model, as JSON.

EXAMPLES is a TFRecord file of tf.train.Examples. The probabilities of each way of loading:
tf.keras.models.load_model (Keras 2, as Keras 3 reads no saved models), tf.saved_model.load, the
graph of TensorFlow 1, and a Keras model whose only layer is the saved model.
"""
import json
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import keras
import tensorflow as tf

MODEL, EXAMPLES = sys.argv[1:]


def answer(function, examples):
    return function(examples)["probabilities"]


def from_graph(examples):
    with tf.Graph().as_default(), tf.compat.v1.Session() as session:
        graph = tf.compat.v1.saved_model.load(session, ["serve"], MODEL)
        signature = graph.signature_def["serving_default"]
        return session.run(
            signature.outputs["probabilities"].name,
            {signature.inputs["examples"].name: examples.numpy()},
        )


def saved_model_layer():
    if hasattr(tf.keras.layers, "TFSMLayer"):
        return tf.keras.layers.TFSMLayer(MODEL, call_endpoint="serving_default")
    from keras.src.export.export_lib import ReloadedLayer  # its name in Keras 2.13 to 2.15

    return ReloadedLayer(MODEL, call_endpoint="serving_default")


def as_layer(examples):
    serialized = tf.keras.Input((), dtype=tf.string)
    model = tf.keras.Model(serialized, saved_model_layer()(serialized)["probabilities"])
    return model(examples)


def gradients(loaded, examples):
    """Names of the weights that a loss of the loaded model reaches, so that it can be trained on."""
    features = loaded.signatures["features"](examples)
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(loaded.signatures["raw"](**features)["probabilities"][:, 0])
    weights = list(loaded.trainable_variables)
    found = tape.gradient(loss, weights)
    return [w.name.split(":")[0] for w, g in zip(weights, found) if g is not None]


serialized = tf.constant(list(tf.data.TFRecordDataset(EXAMPLES).as_numpy_iterator()))
loaded = tf.saved_model.load(MODEL)
result = {
    "saved_model": answer(loaded.signatures["serving_default"], serialized),
    "graph": from_graph(serialized),
    "layer": as_layer(serialized),
}
if keras.__version__.startswith("2."):
    loaded = tf.keras.models.load_model(MODEL)
    result["load_model"] = answer(loaded.signatures["serving_default"], serialized)
result = {name: [[float(p) for p in row] for row in rows] for name, rows in result.items()}
result["trainable"] = gradients(loaded, serialized)
result["keras"] = keras.__version__
print(json.dumps(result))
