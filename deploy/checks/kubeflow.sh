#!/usr/bin/env bash
# Compiles a Kubeflow pipeline of the generated components with the kfp SDK, then resolves the
# placeholders of its containers and runs each command against the bundles.
. "$(dirname "$0")/check.sh"
need java
python_environment kubeflow kfp==2.17.0
fresh_scratch
bundles flink
export NSL_BUNDLE=flink
"$top/nsl" spec --target=kfp --output="$scratch/components"
"$python" "$top/deploy/kubeflow/pipeline.py" "$scratch/components" "$scratch/pipeline.yaml" ||
  fail "the pipeline does not compile"
pass "compiled: $(grep -c '^  comp-' "$scratch/pipeline.yaml") components"
java -cp "$top/deploy/flink/target/bundle/*" "$checks/data/MakeExamples.java" "$scratch/data" 400 16 2
"$python" "$checks/kubeflow.py" "$scratch/pipeline.yaml" "$top/nsl" "$scratch/data" "$scratch/run" ||
  fail "a container's command failed"
for output in build-graph pack-nbrs train; do
  [ -f "$scratch/run/$output/output/manifest.json" ] || fail "$output committed nothing"
  pass "$output ran as its container would"
done
finish
