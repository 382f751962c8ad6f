"""Components of a TFX pipeline that run nsl commands.

Names, inputs, outputs and parameters are those of the components in the tutorial of TensorFlow's neural
structured learning, so that a pipeline written after it keeps its lines. What they write is what the
commands write: Examples in split folders and a graph whose artifact type is called SynthesizedGraphPath.

NSL_HOME is the project; NSL_BUNDLE and flags in NSL_FLAGS choose where the Beam stages run.
"""

import json
import os
import shlex
import shutil
import subprocess
import tempfile

from tfx.dsl.component.experimental.annotations import InputArtifact, OutputArtifact, Parameter
from tfx.dsl.component.experimental.decorators import component
from tfx.types.artifact import Artifact, Property, PropertyType
from tfx.types.standard_artifacts import Examples

HOME = os.environ.get("NSL_HOME", "/opt/nsl")


class SynthesizedGraph(Artifact):
    """A graph as an edge list, under Split-train."""

    TYPE_NAME = "SynthesizedGraphPath"
    PROPERTIES = {
        "span": Property(type=PropertyType.INT),
        "split_names": Property(type=PropertyType.STRING),
    }


def nsl(command, **flags):
    """Runs a command; its messages are the task's."""
    line = [f"{HOME}/nsl", command, "--progress=plain", *shlex.split(os.environ.get("NSL_FLAGS", ""))]
    line += [f"--{name}={value}" for name, value in flags.items()]
    subprocess.run(line, check=True)


def keep_properties(made, original):
    """What TFX keeps with examples, as the original's components keep it."""
    made.split_names = original.split_names
    made.span = original.span
    if original.has_custom_property("payload_format"):
        made.set_string_custom_property("payload_format", original.get_string_custom_property("payload_format"))


def splits(examples):
    return json.loads(examples.split_names)


def files(folder):
    return ",".join(
        os.path.join(folder, name) for name in sorted(os.listdir(folder)) if not name.startswith((".", "_"))
    )


def as_artifact(examples, names, folder):
    """TFX keeps no manifest: splits of its artifact, taken in as one of ours."""
    inputs = ";".join(f"{split}={files(os.path.join(examples.uri, 'Split-' + split))}" for split in names)
    subprocess.run(
        [f"{HOME}/nsl", "ingest", f"--input={inputs}", "--format=tfrecord", f"--output={folder}", "--progress=plain"],
        check=True,
    )
    return folder


@component
def IdentifyExamples(
    orig_examples: InputArtifact[Examples],
    identified_examples: OutputArtifact[Examples],
    id_feature_name: Parameter[str],
    component_name: Parameter[str],
) -> None:
    """Adds an id to every example. The same examples get the same ids in every run."""
    with tempfile.TemporaryDirectory() as scratch:
        taken = as_artifact(orig_examples, splits(orig_examples), os.path.join(scratch, "examples"))
        nsl(
            "identify-examples",
            input=taken,
            output=identified_examples.uri,
            idFeature=id_feature_name,
            compression="gzip",
            overwrite="true",
        )
    keep_properties(identified_examples, orig_examples)


@component
def SynthesizeGraph(
    identified_examples: InputArtifact[Examples],
    synthesized_graph: OutputArtifact[SynthesizedGraph],
    similarity_threshold: Parameter[float],
    component_name: Parameter[str],
) -> None:
    """Embeds the texts of the train split and joins those that resemble each other."""
    with tempfile.TemporaryDirectory() as scratch:
        embeddings = os.path.join(scratch, "embeddings")
        nsl(
            "embed",
            input=os.path.join(identified_examples.uri, "Split-train"),
            output=embeddings,
            embedder=os.environ.get("NSL_EMBEDDER", "text"),
            feature="text",
        )
        nsl(
            "build-graph",
            input=embeddings,
            output=synthesized_graph.uri,
            similarityThreshold=similarity_threshold,
            span=identified_examples.span,
            overwrite="true",
        )
    shard = os.path.join(synthesized_graph.uri, "Split-train", "graph.tsv-00000-of-00001")
    shutil.copyfile(shard, os.path.join(synthesized_graph.uri, "Split-train", "graph.tsv"))
    synthesized_graph.span = identified_examples.span
    synthesized_graph.split_names = json.dumps(["Split-train"])


@component
def GraphAugmentation(
    identified_examples: InputArtifact[Examples],
    synthesized_graph: InputArtifact[SynthesizedGraph],
    augmented_examples: OutputArtifact[Examples],
    num_neighbors: Parameter[int],
    component_name: Parameter[str],
) -> None:
    """Packs the nearest neighbours of every labelled train example beside it; copies other splits."""
    with tempfile.TemporaryDirectory() as scratch:
        taken = as_artifact(identified_examples, ["train"], os.path.join(scratch, "examples"))
        nsl(
            "pack-nbrs",
            input=taken,
            graph=os.path.join(synthesized_graph.uri, "Split-train", "graph.tsv"),
            output=augmented_examples.uri,
            labelFeature=os.environ.get("NSL_LABEL", "label_xf"),
            addUndirectedEdges="true",
            maxNeighbors=num_neighbors,
            compression="gzip",
            overwrite="true",
        )
    for split in splits(identified_examples):
        if split != "train":
            folder = "Split-" + split
            shutil.copytree(os.path.join(identified_examples.uri, folder), os.path.join(augmented_examples.uri, folder))
    keep_properties(augmented_examples, identified_examples)
