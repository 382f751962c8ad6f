#!/usr/bin/env bash
# Runs the Beam commands on a Flink cluster of separate processes and takes parts of it away.
#
#   flink.sh          everything
#   flink.sh quick    every stage on the cluster, without the kills
#   flink.sh kills    the kills only
#
# NSL_FLINK_CHECK_ROWS  rows of the large data (100000): jobs must run long enough to be killed in
. "$(dirname "$0")/check.sh"
need java
need curl
need mvn
cluster=$top/deploy/flink/cluster.sh
export NSL_FLINK_HOME=$work/flink-cluster
export NSL_FLINK_PORT=${NSL_FLINK_PORT:-8091}
master=127.0.0.1:$NSL_FLINK_PORT
rest=http://$master
rows=${NSL_FLINK_CHECK_ROWS:-100000}
fresh_scratch
trap '"$cluster" stop >/dev/null 2>&1' EXIT

part=${1:-all}
bundles flink
jar=$top/deploy/flink/target/bundle/nsl-flink.jar
embedded() { NSL_BUNDLE=flink "$top/nsl" "$@" --flinkMaster='[local]' --progress=none; }
submit() { NSL_BUNDLE=flink "$top/nsl" "$@" --runner=FlinkRunner --flinkMaster="$master" --parallelism=2 --progress=none; }
make_data() { java -cp "$top/deploy/flink/target/bundle/*" "$checks/data/MakeExamples.java" "$@"; }
cluster_up() { "$cluster" stop; "$cluster" start 2>"$scratch/cluster.log" || { cat "$scratch/cluster.log"; fail "no cluster"; }; }

jobs_in() { curl -sS "$rest/jobs/overview" | tr '{' '\n' | grep -c "\"state\":\"$1\"" || true; }
await_running() {
  for _ in $(seq 240); do
    [ "$(jobs_in RUNNING)" -gt 0 ] && return
    sleep 0.25
  done
  fail "no job runs"
}
same() { # what, expected artifact, artifact
  [ "$(digest_of "$2")" = "$(digest_of "$3")" ] || fail "$1: $3 differs from $2"
  pass "$1: same digests ($(digest_of "$3"))"
}
no_leftovers() {
  [ ! -d "$1" ] || [ -z "$(find "$1" -name '.*.staging-*' -o -name '*.tmp' | head -n 1)" ] ||
    fail "left over: $(find "$1" -name '.*.staging-*' -o -name '*.tmp')"
}

# --- Every stage, here and there --------------------------------------------------------------
stages() { # runner, folder of outputs
  local run=$1 out=$2
  $run identify-examples --input="$scratch/small" --output="$out/identified" --idStrategy=feature
  $run build-graph --input="$scratch/small" --output="$out/graph" --similarityThreshold=0.8 --maxNeighbors=5
  $run build-graph --input="$scratch/small" --output="$out/graph-lsh" --method=lsh --similarityThreshold=0.9
  $run build-graph --input="$scratch/small" --output="$out/graph-nsl" --method=nsl --lshSplits=4 --lshRounds=2
  $run pack-nbrs --labeled="$scratch/small" --graph="$out/graph" --output="$out/packed" --maxNeighbors=3
}
make_data "$scratch/small" 5000 32 3
if [ "$part" != kills ]; then
  stages embedded "$scratch/embedded" >"$scratch/embedded.out"
  cluster_up
  stages submit "$scratch/session" >"$scratch/session.out"
  for stage in identified graph graph-lsh graph-nsl packed; do
    same "$stage on a session cluster" "$scratch/embedded/$stage" "$scratch/session/$stage"
  done
  [ "$(jobs_in FINISHED)" -ge 5 ] || fail "the jobs did not run on the cluster"
  pass "$(jobs_in FINISHED) jobs in one session, one after the other"

# --- The jar, given to Flink ------------------------------------------------------------------

  "$cluster" run "$jar" build-graph --input="$scratch/small" --output="$scratch/run/graph" \
    --similarityThreshold=0.8 --maxNeighbors=5 --progress=none >"$scratch/run.out" 2>&1 ||
    { tail -n 20 "$scratch/run.out"; fail "flink run"; }
  same "flink run" "$scratch/embedded/graph" "$scratch/run/graph"
fi
[ "$part" != quick ] || { finish; exit 0; }

# --- A worker dies ----------------------------------------------------------------------------
make_data "$scratch/large" "$rows" 96 4
large_graph() { "$1" build-graph --input="$scratch/large" --output="$2" --method=exact --similarityThreshold=0.9 --maxNeighbors=5; }
large_pack() { "$1" pack-nbrs --labeled="$scratch/large" --graph="$scratch/undisturbed/graph" --output="$2" --maxNeighbors=5; }
seconds() { local begun; begun=$(date +%s.%N); "$@" >/dev/null; date +%s.%N | awk -v b="$begun" '{ print $1 - b }'; }
cluster_up
say "undisturbed: build-graph $(seconds large_graph submit "$scratch/undisturbed/graph") s," \
  "pack-nbrs $(seconds large_pack submit "$scratch/undisturbed/packed") s of wall time"

busiest() { # the TaskManager whose tasks run: the one to take away
  local best=taskmanager-1 most=-1 i used
  for i in 1 2; do
    used=$(curl -sS "$rest/taskmanagers/taskmanager-$i" | sed -n 's/.*"slotsNumber":\([0-9]*\),"freeSlots":\([0-9]*\).*/\1 \2/p' | awk '{ print $1 - $2 }')
    if [ "${used:-0}" -gt "$most" ]; then most=$used best=taskmanager-$i; fi
  done
  echo "$best"
}
killed() { # what, command, expected artifact, output
  cluster_up
  "$2" submit "$4" >"$scratch/$1.out" 2>&1 &
  local pid=$! victim
  await_running
  sleep 3
  victim=$(busiest)
  "$cluster" kill "$victim"
  local status=0
  wait "$pid" || status=$?
  [ "$status" = 0 ] || { tail -n 5 "$scratch/$1.out"; fail "$1: ended with $status after $victim was killed"; }
  [ "$(curl -sS "$rest/overview" | sed -n 's/.*"taskmanagers":\([0-9]*\).*/\1/p')" = 1 ] || fail "$1: nothing was killed"
  grep -q 'RESTARTING' "$NSL_FLINK_HOME/log/jobmanager.log" || fail "$1: the job was over before the kill"
  same "$1, $victim killed" "$3" "$4"
  no_leftovers "$(dirname "$4")"
}
killed build-graph large_graph "$scratch/undisturbed/graph" "$scratch/killed/graph"
killed pack-nbrs large_pack "$scratch/undisturbed/packed" "$scratch/killed/packed"

# --- The JobManager dies ----------------------------------------------------------------------
cluster_up
large_graph submit "$scratch/lost/graph" >"$scratch/lost.out" 2>&1 &
pid=$!
await_running
sleep 2
begun=$(date +%s)
"$cluster" kill jobmanager
status=0
wait "$pid" || status=$?
[ "$status" = 69 ] || { tail -n 20 "$scratch/lost.out"; fail "JobManager killed: status $status, expected 69"; }
[ ! -e "$scratch/lost/graph" ] || fail "JobManager killed: an output was committed"
no_leftovers "$scratch/lost"
pass "JobManager killed: exit 69 after $(($(date +%s) - begun)) s, nothing committed: $(tail -n 1 "$scratch/lost.out")"
"$cluster" stop
status=0
submit build-graph --input="$scratch/small" --output="$scratch/nowhere" >"$scratch/nowhere.out" 2>&1 || status=$?
[ "$status" = 69 ] || { tail -n 20 "$scratch/nowhere.out"; fail "no cluster: status $status, expected 69"; }
pass "no cluster: exit 69: $(tail -n 1 "$scratch/nowhere.out")"
finish
