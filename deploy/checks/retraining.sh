#!/usr/bin/env bash
# Ten nights of examples/daily with the bundles themselves: drift, a worse model, a killed run, a rollback.
. "$(dirname "$0")/check.sh"
need java
need mvn
need awk
fresh_scratch
bundles embedded # and with it the trainer
export DAYS=$scratch/days NSL_ROOT=$scratch/runs WINDOW=3 EPOCHS=8 KEEP=4
serving=$NSL_ROOT/serving

deliver() { # day, version, usual | one-sided | swapped
  local folder=$DAYS/span-$1/version-$2 part rows
  mkdir -p "$folder"
  for part in train test; do
    rows=300
    if [ "$part" = train ] && [ "$3" = swapped ]; then rows=5000; fi
    awk -v seed="$1$2" -v rows="$rows" -v part="$part" -v day="$1" -v kind="$3" 'BEGIN {
      srand(seed * 2 + (part == "test")); print "id,label,text"
      for (i = 0; i < rows; i++) {
        truth = kind == "one-sided" ? (i % 20 > 0) : i % 2
        label = kind == "swapped" && part == "train" ? 1 - truth : truth
        text = ""
        for (w = 0; w < 12; w++) text = text (w % 3 ? "common" int(rand() * 80) : (truth ? "good" : "bad") int(rand() * 15)) " "
        printf "%s%d-%d,%d,%s\n", part, day, i, label, text
      } }' >"$folder/$part.csv"
  done
}
night() { # expected status, more flags
  local expected=$1 status=0
  shift
  "$top/nsl" run --config="$top/examples/daily/daily.yaml" --ifChanged --progress=plain "$@" >"$scratch/night.txt" 2>&1 || status=$?
  cat "$scratch/night.txt" >>"$scratch/nights.txt"
  [ "$status" = "$expected" ] || { tail -n 20 "$scratch/night.txt"; fail "status $status, expected $expected"; }
}
said() { grep -q -- "$1" "$scratch/night.txt" || { tail -n 20 "$scratch/night.txt"; fail "not said: $1"; }; }
served() { # the versions in service, oldest first
  [ "$(find "$serving" -mindepth 1 -maxdepth 1 -name '[1-9]*' -printf '%f\n' | sort -n | tr '\n' ' ')" = "$1 " ] ||
    fail "in service: $(ls "$serving"), expected $1"
}
grown() { # rows that the graph took over: the graph must be that of tonight's rows alone
  local last known
  last=$(log similar | grep -c 'rows are as in the earlier graph' || true)
  known=$(log similar | sed -n 's/^\([0-9,]*\) rows are as in the earlier graph.*/\1/p')
  [ "$last" = 1 ] && [ "$known" = "$1" ] || { log similar; fail "rows taken over: '$known', expected $1"; }
  "$top/nsl" build-graph --input="$(output embeddings)" --output="$scratch/alone" --similarityThreshold=0.4 \
    --overwrite=true --progress=none >"$scratch/alone.txt"
  [ "$(digest_of "$scratch/alone")" = "$(digest_of "$(output similar)")" ] || fail "the grown graph is another one than that of its rows"
}
output() { # of a stage in the last run
  grep -o "\"output\" : \"[^\"]*/$1/[^\"]*\"" "$NSL_ROOT/run.json" | tail -n 1 | sed 's/.*: "\(.*\)"/\1/'
}
log() { cat "$NSL_ROOT/logs/$1.log"; }

deliver 1 1 usual; night 0; served 1
log model | grep -q 'no model in service yet: from fresh weights' || fail "the first model did not start afresh"
log similar | grep -q 'all pairs are compared: no earlier graph is given' || fail "the first graph took something over"
pass "day 1: the first model, from fresh weights"
night 0; said 'nothing to do'
pass "day 1 again: nothing to do"
for day in 2 3 4; do
  deliver $day 1 usual; night 0
  log model | grep -q "warm start from $serving/$((day - 1))\$" || fail "no warm start from version $((day - 1))"
  log evaluation | grep -q 'loss of model above serving is .*: holds' || fail "the loss was not compared with that in service"
  if [ $day = 2 ]; then grown 300; else grown 600; fi
done
served '1 2 3 4'
pass "days 2 to 4: each starts from the model before, beats it or nearly so, and is pushed; graphs grow: $(tail -n 1 "$scratch/alone.txt")"
deliver 5 1 one-sided; night 1; said "feature 'label' has drifted"; served '1 2 3 4'
grep -q '"name" : "model"' "$NSL_ROOT/run.json" && fail "trained in spite of the drift"
pass "day 5: drift, nothing trained: $(grep -o "feature 'label' has drifted by [0-9.]*" "$scratch/night.txt" | head -n 1)"
deliver 5 2 usual; deliver 6 1 usual; night 0; served '2 3 4 5'
pass "day 6: a corrected version of day 5, and on"
deliver 7 1 swapped; night 3; said 'not pushed: the model is not blessed'; served '2 3 4 5'
pass "day 7: a worse model: $(grep -o 'not blessed: .*' "$scratch/night.txt" | head -n 1)"
deliver 7 2 usual; night 0; served '3 4 5 6'
deliver 8 1 usual
EPOCHS=1000 setsid "$top/nsl" run --config="$top/examples/daily/daily.yaml" --ifChanged --progress=plain >"$scratch/killed.txt" 2>&1 &
killed=$!
for _ in $(seq 600); do
  grep -q '/9 similar ' "$scratch/killed.txt" && break
  sleep 0.1
done
night 75; said 'another run works here'
kill -9 -- "-$killed"
wait "$killed" 2>/dev/null || true
grep -q '"state" : "running"' "$NSL_ROOT/run.json" || fail "the run was over before the kill"
served '3 4 5 6'
night 0; served '4 5 6 7'
pass "day 8: a second run is refused (75), the first one killed; started again: $(grep -o '[0-9]* executed, [0-9]* up to date' "$scratch/night.txt")"
[ -z "$(find "$NSL_ROOT" -name '.*.staging-*')" ] || fail "left over: $(find "$NSL_ROOT" -name '.*.staging-*')"
"$top/nsl" push --rollback --destination="$serving" >"$scratch/rollback.txt"
served '4 5 6'
deliver 9 1 usual; night 0; served '4 5 6 8'
log model | grep -q "warm start from $serving/6\$" || fail "day 9 started from the model that was rolled back"
pass "day 9: after a rollback the model before it is the one to start from and to beat"
before=$(du -sk "$NSL_ROOT" | cut -f1)
"$top/nsl" gc --root="$NSL_ROOT" --keepLast=0 >"$scratch/gc.txt"
deliver 10 1 usual; night 0; served '5 6 8 9'
pass "day 10: after gc ($(tail -n 1 "$scratch/gc.txt"); $before KB before)"
"$top/nsl" push --rollback --destination="$serving" >"$scratch/rollback.txt"
served '5 6 8'
pass "day 11: of $KEEP versions kept, the one before is served again: $(cat "$scratch/rollback.txt")"
finish
