#!/usr/bin/env bash
# Calls the TFX components' functions on a small data set, each command for real, and trains a plain Keras
# model on the augmented split as TFX lays it out. The functions run within TFX where it can be imported,
# else on stand-ins for its artifacts: they are told apart in what is printed.
#
# NSL_TENSORFLOW_PYTHON  a Python that has TensorFlow (2.15), to install none
# NSL_CHECK_HOME         another built tree whose ./nsl is called
. "$(dirname "$0")/check.sh"
need java
need awk
python=${NSL_TENSORFLOW_PYTHON:-}
[ -n "$python" ] || python_environment tensorflow tensorflow==2.15.1
"$python" -c 'import tensorflow' 2>/dev/null || skip "$python has no TensorFlow"
fresh_scratch
export NSL_HOME=${NSL_CHECK_HOME:-$top} NSL_LABEL=label
if [ "$NSL_HOME" = "$top" ]; then bundles embedded; else export NSL_BUILD=never; fi

for part in train eval; do
  awk -v part="$part" 'BEGIN {
    srand(part == "train"); print "id,label,text"
    for (i = 0; i < 400; i++) {
      truth = i % 2; text = ""
      for (w = 0; w < 12; w++) text = text (w % 3 ? "common" int(rand() * 40) : (truth ? "good" : "bad") int(rand() * 10)) " "
      printf "%s%d,%d,%s\n", part, i, (part == "train" && i % 4 > 1 ? -1 : truth), text
    } }' >"$scratch/$part.csv"
done
"$NSL_HOME/nsl" ingest --input="train=$scratch/train.csv;eval=$scratch/eval.csv" --format=csv --textColumn=text \
  --output="$scratch/examples" >"$scratch/ingest.txt"
PYTHONPATH=$top/deploy/tfx TF_CPP_MIN_LOG_LEVEL=3 "$python" "$checks/tfx.py" "$scratch" >"$scratch/tfx.txt" 2>"$scratch/tfx.err" ||
  { tail -n 15 "$scratch/tfx.txt" "$scratch/tfx.err"; fail "the components or the model"; }
while IFS= read -r line; do pass "$line"; done < <(sed -n 's/^ok: //p' "$scratch/tfx.txt")
finish
