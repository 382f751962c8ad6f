"""Retrains a graph-regularised model every night.

The Beam stages run on Flink through Airflow's own operator; the trainer runs as a process. Every
stage commits its output by a manifest and overwrites it, so a task may be retried at any time.

Environment of the scheduler and the workers:
  NSL_HOME          the project, built: NSL_BUNDLE=flink ./nsl version
  NSL_DATA          embeddings/, examples/ and evaluation/ lie here, outputs go to <run date>/ below
  NSL_FLINK_MASTER  host:port of the cluster; [local] for a cluster inside the task
  NSL_TRAIN_FLAGS   more flags of the model
"""

import os
from datetime import datetime

from airflow.providers.apache.beam.operators.beam import BeamRunJavaPipelineOperator
from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG

HOME = os.environ.get("NSL_HOME", "/opt/nsl")
DATA = os.environ.get("NSL_DATA", "/data")
MASTER = os.environ.get("NSL_FLINK_MASTER", "[local]")
OUT = DATA + "/{{ ds }}"


def beam(command, **flags):
    """A Beam command on Flink: the operator passes nothing but flags, so --command names it."""
    return BeamRunJavaPipelineOperator(
        task_id=command.replace("-", "_"),
        runner="FlinkRunner",
        jar=f"{HOME}/deploy/flink/target/bundle/*",
        job_class="org.beamnsl.pipelines.Main",
        pipeline_options={
            "command": command,
            "flinkMaster": MASTER,
            "overwrite": "true",
            "progress": "plain",
            **flags,
        },
    )


def nsl(command, flags):
    """A command of the trainer, or one that needs no cluster."""
    return BashOperator(
        task_id=command,
        bash_command=f"{HOME}/nsl {command} {flags} --progress=plain",
        env={"NSL_BUILD": "never", "NSL_BUNDLE": "flink"},
        append_env=True,
    )


with DAG(
    dag_id="nsl_retrain",
    schedule="30 2 * * *",
    start_date=datetime(2026, 1, 1),
    catchup=False,
    max_active_runs=1,
    default_args={"retries": 1},
):
    graph = beam("build-graph", input=f"{DATA}/embeddings", output=f"{OUT}/graph", maxNeighbors="5")
    packed = beam(
        "pack-nbrs",
        labeled=f"{DATA}/examples",
        graph=f"{OUT}/graph",
        output=f"{OUT}/augmented",
        maxNeighbors="3",
    )
    model = nsl(
        "train",
        f"--train={OUT}/augmented --output={OUT}/model --overwrite=true --model=mlp"
        " --feature=embedding --regularization=graph --neighbors=3 --graphMultiplier=0.1 "
        + os.environ.get("NSL_TRAIN_FLAGS", ""),
    )
    evaluation = nsl(
        "evaluate",
        f"--models=graph={OUT}/model --examples={DATA}/evaluation --output={OUT}/evaluation"
        " --overwrite=true",
    )
    release = nsl(
        "push",
        f"--model={OUT}/model --evaluation={OUT}/evaluation --destination={DATA}/serving",
    )
    graph >> packed >> model >> evaluation >> release
