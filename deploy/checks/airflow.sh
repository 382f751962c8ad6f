#!/usr/bin/env bash
# Runs the Airflow DAGs for real, by `airflow dags test`, on a small data set and embedded Flink.
. "$(dirname "$0")/check.sh"
need java
python_environment airflow apache-airflow==3.3.2 apache-airflow-providers-apache-beam==6.3.1 \
  apache-airflow-providers-google==22.8.0 apache-airflow-providers-standard
fresh_scratch
bundles flink
export AIRFLOW_HOME=$scratch/home AIRFLOW__CORE__LOAD_EXAMPLES=False AIRFLOW__CORE__DAGS_FOLDER=$top/deploy/airflow
export NSL_HOME=$top NSL_DATA=$scratch/data NSL_TRAIN_FLAGS=--steps=20
make_data() { java -cp "$top/deploy/flink/target/bundle/*" "$checks/data/MakeExamples.java" "$@"; }
for part in embeddings examples evaluation; do make_data "$scratch/data/$part" 400 16 1; done
airflow=$(dirname "$python")/airflow
PATH=$(dirname "$python"):$PATH
"$airflow" db migrate >"$scratch/db.log" 2>&1 || { tail -n 5 "$scratch/db.log"; fail "airflow db migrate"; }
"$airflow" dags test nsl_retrain 2026-01-02 >"$scratch/dag.log" 2>&1 ||
  { tail -n 20 "$scratch/dag.log"; fail "airflow dags test nsl_retrain"; }
for output in graph augmented model evaluation; do
  [ -f "$scratch/data/2026-01-02/$output/manifest.json" ] || { tail -n 20 "$scratch/dag.log"; fail "$output was not committed"; }
  pass "$output: $(digest_of "$scratch/data/2026-01-02/$output")"
done
[ -d "$scratch/data/serving/1" ] || fail "no model was pushed"
pass "a model is served from $scratch/data/serving/1"
finish
