#!/usr/bin/env bash
# Runs the Beam commands on a Flink cluster of separate processes and takes parts of it away.
#
#   flink.sh               everything
#   flink.sh <part> ...    some of: stages ways kills application scaling
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

parts=" ${*:-stages ways kills application scaling} "
wanted() { case $parts in *" $1 "*) true ;; *) false ;; esac; }
bundles flink
jar=$top/deploy/flink/target/bundle/nsl-flink.jar
embedded() { NSL_BUNDLE=flink "$top/nsl" "$@" --flinkMaster='[local]' --progress=none; }
submit() {
  FLINK_CONF_DIR=$NSL_FLINK_HOME/conf NSL_BUNDLE=flink "$top/nsl" "$@" \
    --runner=FlinkRunner --flinkMaster="$master" --parallelism="${parallelism:-2}" --progress=none
}
make_data() { java -cp "$top/deploy/flink/target/bundle/*" "$checks/data/MakeExamples.java" "$@"; }
cluster_up() { "$cluster" stop; "$cluster" start 2>"$scratch/cluster.log" || { cat "$scratch/cluster.log"; fail "no cluster"; }; }

jobs_in() { curl -sS "$rest/jobs/overview" | tr '{' '\n' | grep -c "\"state\":\"$1\"" || true; }
await() { # how many jobs, in which state
  for _ in $(seq 480); do
    [ "$(jobs_in "$2")" -ge "$1" ] && return
    sleep 0.25
  done
  fail "$(jobs_in "$2") jobs are $2, expected $1"
}
uncommitted() { # what, expected artifact, where the other was to be: the same bytes, and no manifest
  local written
  written=$(find "$(dirname "$3")" -name 'graph.tsv-00000-of-00001')
  cmp -s "$written" "$2/Split-train/graph.tsv-00000-of-00001" || fail "$1: '$written' differs from $2"
  [ -z "$(find "$(dirname "$3")" -name manifest.json)" ] && [ ! -e "$3" ] || fail "$1: somebody committed"
  pass "$1: the same bytes, and no manifest that would make them a result"
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
  $run embed --input="$scratch/small" --output="$out/vectors" --embedder=text --feature=text --dimensions=16
  $run build-graph --input="$scratch/small" --output="$out/graph" --similarityThreshold=0.8 --maxNeighbors=5
  $run build-graph --input="$scratch/small" --output="$out/graph-lsh" --method=lsh --similarityThreshold=0.9
  $run build-graph --input="$scratch/small" --output="$out/graph-nsl" --method=nsl --lshSplits=4 --lshRounds=2
  $run pack-nbrs --labeled="$scratch/small" --graph="$out/graph" --output="$out/packed" --maxNeighbors=3
}
make_data "$scratch/small" 5000 32 3
small_graph() { "$@" build-graph --input="$scratch/small" --output="$out" --similarityThreshold=0.8 --maxNeighbors=5; }
if wanted stages; then
  stages embedded "$scratch/embedded" >"$scratch/embedded.out"
  cluster_up
  stages submit "$scratch/session" >"$scratch/session.out"
  for stage in identified vectors graph graph-lsh graph-nsl packed; do
    same "$stage on a session cluster" "$scratch/embedded/$stage" "$scratch/session/$stage"
  done
  [ "$(jobs_in FINISHED)" -ge 6 ] || fail "the jobs did not run on the cluster"
  pass "$(jobs_in FINISHED) jobs in one session, one after the other"
else
  out=$scratch/embedded/graph small_graph embedded >"$scratch/embedded.out"
fi

# --- Other ways to a cluster: flink run, a job that nobody waits for, REST ---------------------
large_graph() { "$1" build-graph --input="$scratch/large" --output="$2" --method=exact --similarityThreshold=0.9 --maxNeighbors=5 "${@:3}"; }
large_pack() { "$1" pack-nbrs --labeled="$scratch/large" --graph="$scratch/undisturbed/graph" --output="$2" --maxNeighbors=5; }
make_data "$scratch/large" "$rows" 96 4
if wanted ways; then
  cluster_up
  out=$scratch/run/graph small_graph "$cluster" run "$jar" >"$scratch/run.out" 2>&1 ||
    { tail -n 20 "$scratch/run.out"; fail "flink run"; }
  same "flink run" "$scratch/embedded/graph" "$scratch/run/graph"

  large_graph submit "$scratch/waited/graph" >"$scratch/waited.out"
  large_graph submit "$scratch/unwaited/graph" --wait=false >"$scratch/unwaited.out" 2>&1 ||
    { tail -n 5 "$scratch/unwaited.out"; fail "--wait=false"; }
  [ "$(jobs_in RUNNING)" = 1 ] || fail "--wait=false: the job was over when the command was"
  await 3 FINISHED
  uncommitted "--wait=false, the job outlived its command" "$scratch/waited/graph" "$scratch/unwaited/graph"

  # A program that came over REST runs in the JobManager, where Flink lets nobody wait.
  uploaded=$(curl -sS -F "jarfile=@$jar" "$rest/jars/upload" | sed -n 's|.*/\([^/"]*\)".*|\1|p')
  line=$(out=$scratch/rest/graph small_graph printf '"%s",')'"--wait=false","--parallelism=2"'
  answer=$(curl -sS -H 'Content-Type: application/json' "$rest/jars/$uploaded/run" \
    -d "{\"entryClass\": \"org.beamnsl.deploy.flink.ClusterMain\", \"programArgsList\": [$line]}")
  case $answer in *'"jobid"'*) ;; *) fail "REST: $answer" ;; esac
  await 4 FINISHED
  uncommitted "REST" "$scratch/embedded/graph" "$scratch/rest/graph"
fi

# --- A worker dies ----------------------------------------------------------------------------
seconds() { local begun; begun=$(date +%s.%N); "$@" >/dev/null; date +%s.%N | awk -v b="$begun" '{ print $1 - b }'; }
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
  await 1 RUNNING
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
if wanted kills; then
  cluster_up
  say "undisturbed: build-graph $(seconds large_graph submit "$scratch/undisturbed/graph") s," \
    "pack-nbrs $(seconds large_pack submit "$scratch/undisturbed/packed") s of wall time"
  killed build-graph large_graph "$scratch/undisturbed/graph" "$scratch/killed/graph"
  killed pack-nbrs large_pack "$scratch/undisturbed/packed" "$scratch/killed/packed"

  # The JobManager dies.
  cluster_up
  large_graph submit "$scratch/lost/graph" >"$scratch/lost.out" 2>&1 &
  pid=$!
  await 1 RUNNING
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
fi

# --- Application mode ---------------------------------------------------------------------------
if wanted application; then
  release=$(sed -n 's|.*<flink.release>\(.*\)</flink.release>.*|\1|p' "$top/pom.xml")
  python_environment flink "apache-flink-libraries==$release"
  NSL_FLINK_DIST=$("$python" -c 'import importlib.util as u; print(u.find_spec("pyflink").submodule_search_locations[0])')/lib/flink-dist-$release.jar
  export NSL_FLINK_DIST
  "$cluster" stop
  application() { "$cluster" application "$jar" "$@" --attachedMode=false --parallelism=2 --progress=plain; }
  out=$scratch/application/graph small_graph application >"$scratch/application.out" 2>&1 ||
    { tail -n 20 "$scratch/application.out" "$NSL_FLINK_HOME/log/jobmanager.log"; fail "application mode"; }
  same "application mode" "$scratch/embedded/graph" "$scratch/application/graph"
  grep -q 'StandaloneApplicationClusterEntryPoint' "$NSL_FLINK_HOME/log/jobmanager.log" || fail "the entry point was another"
  out=$scratch/application/graph small_graph application >"$scratch/application.out" 2>&1 &&
    fail "application mode: an output that exists did not end the application"
  grep -q 'ended with status 73' "$NSL_FLINK_HOME/log/jobmanager.log" || fail "the status is not said"
  pass "application mode: a command that fails ends its cluster as failed, status 73"
fi

# --- Two workers of one core against one -------------------------------------------------------
# Wants a machine that has two cores and nothing else to do. A worker is pinned to its core: the steps of a
# job run in threads of their own, and one worker would take both cores.
wall() { # of the cluster's last job, from RUNNING to FINISHED, in milliseconds
  curl -sS "$rest/jobs/$(curl -sS "$rest/jobs/overview" | sed -n 's/.*"jid":"\([0-9a-f]*\)".*/\1/p')" |
    sed -n 's/.*"timestamps":{\([^}]*\)}.*/\1/p' | tr ',' '\n' |
    awk -F: '/"RUNNING"/ { running = $2 } /"FINISHED"/ { finished = $2 } END { print finished - running }'
}
scales() { # what, command: twice the workers take six tenths of the time at most
  local -A walls
  for parallelism in 1 2; do
    NSL_FLINK_TASKMANAGERS=$parallelism NSL_FLINK_SLOTS=1 NSL_FLINK_PIN=yes NSL_FLINK_TM_JAVA_OPTS=-XX:ActiveProcessorCount=1 cluster_up
    "$2" submit "$scratch/scaling/$1-$parallelism" >"$scratch/$1-$parallelism.out" 2>&1 ||
      { tail -n 5 "$scratch/$1-$parallelism.out"; fail "$1 on $parallelism workers"; }
    walls[$parallelism]=$(wall)
  done
  unset parallelism
  [ "$(digest_of "$scratch/scaling/$1-1")" = "$(digest_of "$scratch/scaling/$1-2")" ] || fail "$1: two workers wrote other data"
  say "$1: one worker ${walls[1]} ms, two ${walls[2]} ms"
  awk -v one="${walls[1]}" -v two="${walls[2]}" 'BEGIN { exit !(two <= 0.6 * one) }' || fail "$1 does not scale"
  pass "$1: two workers take $(awk -v one="${walls[1]}" -v two="${walls[2]}" 'BEGIN { printf "%.2f", two / one }') of the time of one"
}
spread_graph() { "$1" build-graph --input="$scratch/many" --output="$2" --method=exact --partitionRows=20000 --similarityThreshold=0.9 --maxNeighbors=5; }
if wanted scaling; then
  need taskset
  # So many that what a job costs at any size, some 20 s of loading and compiling classes, counts for little.
  make_data "$scratch/many" $((5 * rows / 2)) 96 4
  scales build-graph spread_graph
fi
finish
