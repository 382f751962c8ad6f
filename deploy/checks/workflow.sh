#!/usr/bin/env bash
# Kills a running workflow twenty times at random moments and starts it again each time: in the end there is the
# same data as after a run that nobody disturbed, and nothing else.
. "$(dirname "$0")/check.sh"
need java
need mvn
need setsid
fresh_scratch
bundles embedded # and with it the trainer
kills=${KILLS:-20}
RANDOM=${SEED:-1}

awk 'BEGIN {
  srand(1); print "id,label,text"
  for (i = 0; i < 3000; i++) {
    label = i % 2; text = ""
    for (w = 0; w < 20; w++) text = text (w % 3 ? "common" int(rand() * 300) : (label ? "good" : "bad") int(rand() * 60)) " "
    printf "r%d,%s,%s\n", i, (i % 10 < 2 ? label : -1), text
  } }' >"$scratch/reviews.csv"
cat >"$scratch/workflow.yaml" <<YAML
root: \${NSL_ROOT}
seed: 42
stages:
  - {name: reviews, command: ingest, options: {input: "$scratch/reviews.csv", format: csv, textColumn: text, labelColumn: label, splitShares: [train=0.8, test=0.2]}}
  - {name: identified, command: identify-examples, inputs: {input: reviews}}
  - {name: embeddings, command: embed, inputs: {input: identified/train}, options: {embedder: text, feature: text, dimensions: 16}}
  - {name: similar, command: build-graph, inputs: {input: embeddings}, options: {similarityThreshold: 0.8, maxNeighbors: 5}}
  - {name: transformed, command: transform, inputs: {input: identified}, options: {feature: text, maxLength: 30, vocabularySize: 1000}}
  - {name: augmented, command: pack-nbrs, inputs: {input: transformed, graph: similar}, options: {addUndirectedEdges: true, maxNeighbors: 3}}
  - {name: model, command: train, inputs: {train: augmented}, options: {model: text-average, feature: text_xf, regularization: graph, neighbors: 3, batch: 32, steps: 4000, seeds: [1, 2]}}
  - {name: evaluation, command: evaluate, inputs: {models: [model], examples: augmented/test}}
YAML

run() { NSL_ROOT=$1 "$top/nsl" run --config="$scratch/workflow.yaml" --progress=plain; }
data_of() { # every file of every artifact's manifest with its digest, wherever the root is
  find "$1" -name '*manifest.json' ! -path '*/.*' -printf '%P\n' | LC_ALL=C sort | while read -r manifest; do
    printf '%s %s\n' "$(digest_of "$(dirname "$1/$manifest")")" "$manifest"
  done
}

began=$SECONDS
run "$scratch/undisturbed" >"$scratch/undisturbed.txt" 2>&1 || { tail "$scratch/undisturbed.txt"; fail "the undisturbed run"; }
whole=$((SECONDS - began))
data_of "$scratch/undisturbed" >"$scratch/expected.txt"
[ "$(wc -l <"$scratch/expected.txt")" -ge 8 ] || fail "only $(wc -l <"$scratch/expected.txt") manifests"
pass "undisturbed: $(wc -l <"$scratch/expected.txt") manifests in $whole s"

same_data() { # root
  data_of "$1" >"$scratch/found.txt"
  diff "$scratch/expected.txt" "$scratch/found.txt" || fail "other data than undisturbed"
}
root=$scratch/killed
kill=0
while [ $kill -lt "$kills" ]; do
  tenths=$((RANDOM % (10 * whole / 2 + 1) + 5))
  NSL_ROOT=$root setsid "$top/nsl" run --config="$scratch/workflow.yaml" --progress=plain >"$scratch/killed-$kill.txt" 2>&1 &
  leader=$!
  sleep "$((tenths / 10)).$((tenths % 10))"
  if kill -9 -- "-$leader" 2>/dev/null; then
    kill=$((kill + 1))
    say "kill $kill after $((tenths / 10)).$((tenths % 10)) s: $(du -sb "$root" 2>/dev/null | cut -f1) bytes in the root"
    wait "$leader" 2>/dev/null || true
  else
    wait "$leader" || fail "a run that nobody killed"
    same_data "$root"
    say "over before the next kill, with the same data: from the beginning"
    rm -rf "$root"
  fi
done
run "$root" >"$scratch/last.txt" 2>&1 || { tail "$scratch/last.txt"; fail "the last run"; }
same_data "$root"
pass "after $kills kills: the same data"
left=$(find "$root" -name '.*' ! -name '.lock*' ! -name '.' | head -n 5)
[ -z "$left" ] || fail "left over: $left"
pass "nothing is left over"
run "$root" >"$scratch/again.txt" 2>&1
grep -q '^0 executed' "$scratch/again.txt" || { tail -n 3 "$scratch/again.txt"; fail "something ran again"; }
pass "once more: $(grep '^0 executed' "$scratch/again.txt")"
NSL_ROOT=$root "$top/nsl" run --config="$scratch/workflow.yaml" --progress=plain --set=model.graphMultiplier=0.5 >"$scratch/changed.txt" 2>&1
grep -q '^2 executed' "$scratch/changed.txt" || { tail -n 3 "$scratch/changed.txt"; fail "another multiplier must run training and evaluation"; }
pass "another multiplier: $(grep '^2 executed' "$scratch/changed.txt")"
finish
