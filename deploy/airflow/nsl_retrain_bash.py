"""The same every night with one task: the workflow file says what there is to do.

Environment of the workers: NSL_HOME, NSL_WORKFLOW (a file as under examples/), NSL_ROOT.
"""

import os
from datetime import datetime

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG

HOME = os.environ.get("NSL_HOME", "/opt/nsl")
WORKFLOW = os.environ.get("NSL_WORKFLOW", "/etc/nsl/workflow.yaml")

with DAG(
    dag_id="nsl_retrain_bash",
    schedule="30 2 * * *",
    start_date=datetime(2026, 1, 1),
    catchup=False,
    max_active_runs=1,
):
    BashOperator(
        task_id="run",
        # 3: the new model was not blessed and the old one goes on serving. That is no failure.
        bash_command=f"{HOME}/nsl run --config={WORKFLOW} --ifChanged --progress=plain || [ $? = 3 ]",
        env={"NSL_BUILD": "never"},
        append_env=True,
    )
