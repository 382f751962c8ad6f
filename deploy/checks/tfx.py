"""Calls the functions of deploy/tfx/nsl_components.py and trains a Keras model on what they wrote."""

import glob
import importlib.util
import json
import os
import subprocess
import sys
import types

SCRATCH = sys.argv[1]


def stand_ins():
    """Modules with the names that the components import; a component is then its plain function."""

    class Artifact:
        TYPE_NAME = None

        def __init__(self, uri, split_names="", span=0):
            self.uri, self.split_names, self.span = uri, split_names, span

    class Generic:
        def __class_getitem__(cls, item):
            return item

    class PropertyType:
        INT, STRING = "INT", "STRING"

    class Property:
        def __init__(self, type):  # pylint: disable=redefined-builtin
            self.type = type

    contents = {
        "tfx.dsl.component.experimental.annotations": {
            "InputArtifact": Generic,
            "OutputArtifact": Generic,
            "Parameter": Generic,
        },
        "tfx.dsl.component.experimental.decorators": {"component": lambda function: function},
        "tfx.types.artifact": {"Artifact": Artifact, "Property": Property, "PropertyType": PropertyType},
        "tfx.types.standard_artifacts": {"Examples": type("Examples", (Artifact,), {"TYPE_NAME": "Examples"})},
    }
    for name, members in contents.items():
        parts = name.split(".")
        for i in range(1, len(parts) + 1):
            sys.modules.setdefault(".".join(parts[:i]), types.ModuleType(".".join(parts[:i])))
        for member, value in members.items():
            setattr(sys.modules[name], member, value)


within_tfx = importlib.util.find_spec("tfx") is not None
if not within_tfx:
    stand_ins()
import nsl_components as components  # noqa: E402
import tensorflow as tf  # noqa: E402


def artifact(kind, folder, split_names=""):
    uri = os.path.join(SCRATCH, folder)
    if not within_tfx:
        return kind(uri, split_names)
    made = kind()
    made.uri = uri
    if split_names:
        made.split_names = split_names
    return made


def call(component, **arguments):
    """The function that a component runs."""
    function = component.EXECUTOR_SPEC.executor_class._FUNCTION if within_tfx else component
    function(**arguments)


where = "within TFX" if within_tfx else "on stand-ins for TFX's artifacts"
examples = artifact(components.Examples, "examples", json.dumps(["eval", "train"]))
identified = artifact(components.Examples, "identified")
call(
    components.IdentifyExamples,
    orig_examples=examples,
    identified_examples=identified,
    id_feature_name="nsl_id",
    component_name="IdentifyExamples",
)
assert json.loads(identified.split_names) == ["eval", "train"], identified.split_names


def records(folder, split):
    paths = sorted(glob.glob(os.path.join(SCRATCH, folder, f"Split-{split}", "*")))
    assert paths and all(path.endswith(".gz") for path in paths), paths
    return tf.data.TFRecordDataset(paths, compression_type="GZIP")


ids = [
    tf.train.Example.FromString(record).features.feature["nsl_id"].bytes_list.value[0]
    for split in ("train", "eval")
    for record in records("identified", split).as_numpy_iterator()
]
assert len(ids) == len(set(ids)) == 800, len(set(ids))
print(f"ok: IdentifyExamples {where}: {len(ids)} different ids in gzip shards of two splits")

# TFX's Transform would stand here; our own does the same to texts.
subprocess.run(
    [
        os.environ["NSL_HOME"] + "/nsl",
        "transform",
        "--input=" + identified.uri,
        "--output=" + os.path.join(SCRATCH, "transformed"),
        "--feature=text",
        "--idFeature=nsl_id",
        "--maxLength=16",
        "--vocabularySize=200",
        "--progress=none",
    ],
    check=True,
)
os.environ["NSL_FLAGS"] = "--idFeature=nsl_id"
graph = artifact(components.SynthesizedGraph, "graph")
call(
    components.SynthesizeGraph,
    identified_examples=identified,
    synthesized_graph=graph,
    similarity_threshold=0.8,
    component_name="SynthesizeGraph",
)
assert components.SynthesizedGraph.TYPE_NAME == "SynthesizedGraphPath"
assert json.loads(graph.split_names) == ["Split-train"]
manifest = json.load(open(os.path.join(graph.uri, "manifest.json"), encoding="utf-8"))
assert manifest["type"] == "SynthesizedGraphPath", manifest["type"]
assert manifest["details"]["split_names"] == graph.split_names and manifest["details"]["span"] == 0
edges = sum(1 for _ in open(os.path.join(graph.uri, "Split-train", "graph.tsv"), encoding="utf-8"))
assert edges == manifest["counters"]["edges"] > 0
print(f"ok: SynthesizeGraph {where}: a {manifest['type']} of {edges} edges under Split-train/graph.tsv")

augmented = artifact(components.Examples, "augmented")
transformed = artifact(components.Examples, "transformed", identified.split_names)
os.environ["NSL_FLAGS"] = "--idFeature=nsl_id"
call(
    components.GraphAugmentation,
    identified_examples=transformed,
    synthesized_graph=graph,
    augmented_examples=augmented,
    num_neighbors=3,
    component_name="GraphAugmentation",
)
print(f"ok: GraphAugmentation {where}: splits {json.loads(augmented.split_names)}")

SPEC = {"text_xf": tf.io.FixedLenFeature([16], tf.int64), "label": tf.io.FixedLenFeature([1], tf.int64)}
NEIGHBOR = {
    "NL_nbr_0_text_xf": tf.io.FixedLenFeature([16], tf.int64, [0] * 16),
    "NL_nbr_0_weight": tf.io.FixedLenFeature([1], tf.float32, [0.0]),
}


def parsed(split, spec):
    def parse(record):
        features = tf.io.parse_single_example(record, spec)
        return features, features.pop("label")

    return records("augmented", split).map(parse).batch(20)


train = parsed("train", {**SPEC, **NEIGHBOR})
held = parsed("eval", SPEC)
tf.keras.utils.set_random_seed(1)
base = tf.keras.Sequential(
    [
        tf.keras.layers.Embedding(301, 8),
        tf.keras.layers.GlobalAveragePooling1D(),
        tf.keras.layers.Dense(8, activation="relu"),
        tf.keras.layers.Dense(1, activation="sigmoid"),
    ]
)


class WithNeighbors(tf.keras.Model):
    """A plain model that also keeps predictions of neighbours close."""

    def call(self, inputs, training=False):
        prediction = base(inputs["text_xf"], training=training)
        if training:
            distance = tf.square(prediction - base(inputs["NL_nbr_0_text_xf"], training=training))
            self.add_loss(0.1 * tf.reduce_mean(distance * inputs["NL_nbr_0_weight"]))
        return prediction


with_neighbors = sum(int(w[0] > 0) for x, _ in train for w in x["NL_nbr_0_weight"].numpy())
rows = sum(len(y) for _, y in train)
assert rows == 200 and with_neighbors > 50, (rows, with_neighbors)
model = WithNeighbors()
model.compile(tf.keras.optimizers.Adam(0.01), "binary_crossentropy", metrics=["accuracy"])
history = model.fit(train, epochs=15, verbose=0).history
accuracy = model.evaluate(held, verbose=0)[1]
assert accuracy > 0.8, accuracy
print(
    f"ok: Keras {tf.__version__}: {rows} labelled examples, {with_neighbors} with neighbours, loss"
    f" {history['loss'][0]:.3f} to {history['loss'][-1]:.3f}, accuracy {accuracy:.3f} on the eval split"
)
