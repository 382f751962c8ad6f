#!/usr/bin/env bash
# Runs a pipeline of TFX: our examples imported, StatisticsGen, SchemaGen, the components that run nsl commands,
# Transform and Trainer of TFX itself, and a Keras model on the augmented split.
#
# NSL_TFX_PYTHON  a Python 3.9 or 3.10, which is what TFX 1.16 installs on (looked for on PATH and in pyenv)
. "$(dirname "$0")/check.sh"
need java
need awk
PYTHON=$(python_of 3.10 3.9) || skip "TFX 1.16 needs Python 3.10 or 3.9: none found, NSL_TFX_PYTHON names none"
python_environment tfx tfx==1.16.0 dill
fresh_scratch
bundles embedded
export NSL_HOME=$top NSL_LABEL=label_xf

for part in train eval; do
  awk -v part="$part" 'BEGIN {
    srand(part == "train"); print "label,text"
    for (i = 0; i < 400; i++) {
      truth = i % 2; text = ""
      for (w = 0; w < 12; w++) text = text (w % 3 ? "common" int(rand() * 40) : (truth ? "good" : "bad") int(rand() * 10)) " "
      printf "%d,%s\n", (part == "train" && i % 4 > 1 ? -1 : truth), text
    } }' >"$scratch/$part.csv"
done
"$top/nsl" ingest --input="train=$scratch/train.csv;eval=$scratch/eval.csv" --format=csv --textColumn=text \
  --labelColumn=label --output="$scratch/examples" >"$scratch/ingest.txt"
PYTHONPATH=$top/deploy/tfx:$checks/tfx TF_CPP_MIN_LOG_LEVEL=3 "$python" "$checks/tfx/pipeline.py" "$scratch" \
  >"$scratch/tfx.txt" 2>"$scratch/tfx.err" ||
  { tail -n 15 "$scratch/tfx.txt" "$scratch/tfx.err"; fail "the pipeline, or what it wrote"; }
while IFS= read -r line; do pass "$line"; done < <(sed -n 's/^ok: //p' "$scratch/tfx.txt")
finish
