"""A Kubeflow pipeline of the components that `nsl spec --target=kfp --output=<folder>` writes.

    python pipeline.py <folder of components> <pipeline.yaml to write>
"""

import sys
from pathlib import Path

from kfp import compiler, components, dsl


def load(folder, command):
    """The component of one command."""
    return components.load_component_from_text((Path(folder) / f"{command}.yaml").read_text())


def main(folder, target):
    build_graph = load(folder, "build-graph")
    pack_nbrs = load(folder, "pack-nbrs")
    train = load(folder, "train")

    @dsl.pipeline(name="nsl-graph-regularised")
    def pipeline(examples: str, embeddings: str, flink_master: str = "[local]"):
        """Graph, packing, training; examples and embeddings are uris of existing artifacts."""
        labeled = dsl.importer(artifact_uri=examples, artifact_class=dsl.Artifact)
        vectors = dsl.importer(artifact_uri=embeddings, artifact_class=dsl.Artifact)
        graph = build_graph(input=vectors.output, maxNeighbors=5, flinkMaster=flink_master)
        packed = pack_nbrs(
            labeled=labeled.output,
            graph=graph.outputs["output"],
            maxNeighbors=3,
            flinkMaster=flink_master,
        )
        train(
            train=packed.outputs["output"],
            model="mlp",
            feature="embedding",
            regularization="graph",
            neighbors=3,
        )

    compiler.Compiler().compile(pipeline, target)


if __name__ == "__main__":
    main(*sys.argv[1:])
