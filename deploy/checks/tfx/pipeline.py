"""Runs a TFX pipeline with the components of deploy/tfx/nsl_components.py, after the tutorial of TensorFlow's
neural structured learning: pipeline.py <scratch folder with examples that ingest wrote>.

Afterwards it looks at what the components wrote and prints a line "ok: ..." for each thing that holds.
"""

import glob
import json
import os
import sys

import tensorflow as tf
import tensorflow_data_validation as tfdv
from tfx import v1 as tfx
from tfx.orchestration import metadata
from tfx.types import standard_artifacts

import nsl_components as nsl

SCRATCH = sys.argv[1]
STORE = os.path.join(SCRATCH, "metadata.sqlite")


def pipeline():
    """Our examples, imported, and every component of the tutorial that the original configures."""
    examples = tfx.dsl.Importer(
        source_uri=os.path.join(SCRATCH, "examples"),
        artifact_type=standard_artifacts.Examples,
        properties={"split_names": json.dumps(["train", "eval"])},
    ).with_id("Examples")
    identify = nsl.IdentifyExamples(
        orig_examples=examples.outputs["result"],
        id_feature_name="id",
        component_name="IdentifyExamples",
    )
    statistics = tfx.components.StatisticsGen(examples=identify.outputs["identified_examples"])
    schema = tfx.components.SchemaGen(statistics=statistics.outputs["statistics"], infer_feature_shape=False)
    synthesize = nsl.SynthesizeGraph(
        identified_examples=identify.outputs["identified_examples"],
        similarity_threshold=0.4,
        component_name="SynthesizeGraph",
    )
    transform = tfx.components.Transform(
        examples=identify.outputs["identified_examples"],
        schema=schema.outputs["schema"],
        preprocessing_fn="model.preprocessing_fn",
    )
    augment = nsl.GraphAugmentation(
        identified_examples=transform.outputs["transformed_examples"],
        synthesized_graph=synthesize.outputs["synthesized_graph"],
        num_neighbors=3,
        component_name="GraphAugmentation",
    )
    trainer = tfx.components.Trainer(
        run_fn="model.run_fn",
        examples=augment.outputs["augmented_examples"],
        transform_graph=transform.outputs["transform_graph"],
        train_args=tfx.proto.TrainArgs(num_steps=150),
        eval_args=tfx.proto.EvalArgs(),
    )
    return tfx.dsl.Pipeline(
        pipeline_name="nsl",
        pipeline_root=os.path.join(SCRATCH, "root"),
        components=[examples, identify, statistics, schema, synthesize, transform, augment, trainer],
        metadata_connection_config=tfx.orchestration.metadata.sqlite_metadata_connection_config(STORE),
    )


def written(type_name, component):
    """The newest artifact of a type that lies in a component's folder."""
    config = tfx.orchestration.metadata.sqlite_metadata_connection_config(STORE)
    with metadata.Metadata(config) as handler:
        artifacts = [a for a in handler.store.get_artifacts_by_type(type_name) if f"/{component}/" in a.uri]
    assert artifacts, f"{component} registered no {type_name}"
    return artifacts[-1]


def records(uri, split):
    paths = sorted(glob.glob(os.path.join(uri, f"Split-{split}", "*")))
    assert paths and all(path.endswith(".gz") for path in paths), paths
    dataset = tf.data.TFRecordDataset(paths, compression_type="GZIP")
    return [tf.train.Example.FromString(record).features.feature for record in dataset.as_numpy_iterator()]


def look():
    identified = written("Examples", "IdentifyExamples")
    assert json.loads(identified.properties["split_names"].string_value) == ["train", "eval"]
    ids = [row["id"].bytes_list.value[0] for split in ("train", "eval") for row in records(identified.uri, split)]
    assert len(ids) == len(set(ids)) == 800, len(set(ids))
    print(f"ok: IdentifyExamples: {len(ids)} different ids in gzip shards of two splits")

    statistics = written("ExampleStatistics", "StatisticsGen")
    counts = {
        split: tfdv.load_stats_binary(os.path.join(statistics.uri, f"Split-{split}", "FeatureStats.pb"))
        for split in ("train", "eval")
    }
    assert [counts[split].datasets[0].num_examples for split in ("train", "eval")] == [400, 400]
    schema = tfdv.load_schema_text(os.path.join(written("Schema", "SchemaGen").uri, "schema.pbtxt"))
    kinds = {feature.name: feature.type for feature in schema.feature}
    assert kinds == {"id": 1, "label": 2, "text": 1}, kinds
    print("ok: StatisticsGen and SchemaGen read our shards: 400 + 400 examples; id and text BYTES, label INT")

    graph = written("SynthesizedGraphPath", "SynthesizeGraph")
    assert json.loads(graph.properties["split_names"].string_value) == ["Split-train"]
    assert graph.properties["span"].int_value == 0
    manifest = json.load(open(os.path.join(graph.uri, "manifest.json"), encoding="utf-8"))
    edges = sum(1 for _ in open(os.path.join(graph.uri, "Split-train", "graph.tsv"), encoding="utf-8"))
    assert manifest["type"] == "SynthesizedGraphPath" and edges == manifest["counters"]["edges"] > 0
    print(f"ok: SynthesizeGraph: a SynthesizedGraphPath of {edges} edges under Split-train/graph.tsv")

    augmented = written("Examples", "GraphAugmentation")
    rows = records(augmented.uri, "train")
    neighbors = [row["NL_num_nbrs"].int64_list.value[0] for row in rows]
    assert len(rows) == 200 and max(neighbors) == 3 and sum(n > 0 for n in neighbors) > 50, (len(rows), neighbors)
    assert all(row["label_xf"].int64_list.value[0] in (0, 1) for row in rows)
    transformed = written("Examples", "Transform")
    before, after = (
        sorted(open(path, "rb").read() for path in glob.glob(os.path.join(uri, "Split-eval", "*.gz")))
        for uri in (transformed.uri, augmented.uri)
    )
    assert before and before == after, "Split-eval is not a copy"
    print(
        f"ok: GraphAugmentation of Transform's examples: {len(rows)} labelled ones, {sum(n > 0 for n in neighbors)}"
        " with neighbours; Split-eval byte for byte"
    )

    model = written("Model", "Trainer")
    told = json.load(open(os.path.join(model.uri, "Format-Serving", "told.json"), encoding="utf-8"))
    assert told["accuracy"] > 0.8, told
    print(
        f"ok: Trainer: Keras {told['keras']}, loss {told['losses'][0]:.3f} to {told['losses'][-1]:.3f},"
        f" accuracy {told['accuracy']:.3f} on the eval split"
    )


tfx.orchestration.LocalDagRunner().run(pipeline())
look()
