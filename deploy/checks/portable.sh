#!/usr/bin/env bash
# Runs the Beam commands as jobs of Prism, Beam's portable runner, whose workers are a process of their own, and compares
# what they write with what the embedded engine writes. Prism listens on every interface of a machine: it and whatever talks
# to it are put into a network that has loopback only.
#
# PRISM  a Prism of this Beam's version; else the one on the PATH, else one is built, which takes Go
. "$(dirname "$0")/check.sh"
beam=$(sed -n 's|.*<beam.version>\(.*\)</beam.version>.*|\1|p' "$top/pom.xml")
tools=$work/prism-$beam
bundle=$top/deploy/embedded/target/bundle

# --- What it takes, while there is a network ----------------------------------------------------
beams_prism() { grep -q job_port <("$1" -help 2>&1); } # there are other programs of this name
install_prism() { # leaves its path in $PRISM
  if [ -n "${PRISM:-}" ]; then
    beams_prism "$PRISM" || fail "PRISM=$PRISM is no Prism of Beam's"
    return
  fi
  PRISM=$(command -v prism) && beams_prism "$PRISM" && return
  PRISM=$tools/prism
  [ ! -x "$PRISM" ] || return 0
  need go
  say "building Prism $beam (once)"
  mkdir -p "$tools/module"
  printf 'module prism\n' >"$tools/module/go.mod"
  (cd "$tools/module" && GOFLAGS=-mod=mod GOBIN=$tools go install "github.com/apache/beam/sdks/v2/go/cmd/prism@v$beam") \
    >"$work/$name-install.log" 2>&1 || skip "cannot build Prism: $(tail -n 1 "$work/$name-install.log")"
}
install_workers() { # Beam's worker for portable runners, and the jamm that it leaves to be provided
  local artifact
  for artifact in "org.apache.beam:beam-sdks-java-harness:$beam" com.github.jbellis:jamm:0.4.0; do
    mvn -B -q -N -f "$top/pom.xml" dependency:copy -Dartifact="$artifact" -DoutputDirectory="$tools/workers" \
      >"$work/$name-install.log" 2>&1 || skip "cannot get $artifact: $(grep -m 1 ERROR "$work/$name-install.log")"
  done
  : >"$tools/workers/.complete"
}
if [ "${NSL_PORTABLE_ALONE:-}" != yes ]; then
  for tool in java javac mvn unshare ip; do need "$tool"; done
  refusal=$(unshare --map-root-user --net ip link set lo up 2>&1) || skip "cannot make a network of its own: $refusal"
  install_prism
  [ -f "$tools/workers/.complete" ] || install_workers
  bundles embedded
  export PRISM NSL_PORTABLE_ALONE=yes
  exec unshare --map-root-user --net "$0"
fi

# --- Prism and its workers ----------------------------------------------------------------------
fresh_scratch
ip link set lo up
service=127.0.0.1:8073
workers=127.0.0.1:8074
processes=()
trap 'kill "${processes[@]}" 2>/dev/null || true' EXIT
javac -d "$scratch/client" -cp "$bundle/*" "$checks"/portable/*.java 2>"$scratch/javac.txt" ||
  { cat "$scratch/javac.txt"; fail "the client of the job service does not compile"; }
cp -r "$checks/portable/META-INF" "$scratch/client"

await() { # name of a log, what it says when all is ready
  for _ in $(seq 240); do
    ! grep -qs "$2" "$scratch/$1.log" || return 0
    sleep 0.25
  done
  tail -n 5 "$scratch/$1.log"
  fail "$1 does not start"
}
"$PRISM" -job_port="${service#*:}" -serve_http=false -log_kind=text >"$scratch/prism.log" 2>&1 &
processes+=($!)
PIPELINE_OPTIONS="{\"options\": {\"environmentOptions\": [\"external_service_address=$workers\"]}}" \
  java -Xmx1g -cp "$bundle/*:$tools/workers/*" org.apache.beam.fn.harness.ExternalWorkerService >"$scratch/workers.log" 2>&1 &
processes+=($!)
await prism 'Serving JobManagement'
await workers 'External worker service started'
finished() { grep -c 'pipeline done!' "$scratch/prism.log" || true; }

embedded() { "$top/nsl" "$@" --flinkMaster='[local]' --progress=none --logLevel=error; }
submit() { # Netty warns where it finds no hardware to name the machine by
  NSL_JARS=$scratch/client NSL_JAVA_OPTS=-Dorg.apache.beam.vendor.grpc.v1p69p0.io.netty.machineId=02:00:00:00:00:00:00:01 \
    "$top/nsl" "$@" --runner=JobServiceRunner --jobEndpoint="${endpoint:-$service}" --defaultEnvironmentType=EXTERNAL \
    --defaultEnvironmentConfig="$workers" --progress=none --logLevel=error
}

# --- Every command, here and there --------------------------------------------------------------
java -cp "$bundle/*" "$checks/data/MakeExamples.java" "$scratch/small" 2000 32 3
java -cp "$bundle/*" "$checks/data/MakeExamples.java" "$scratch/more" 2300 32 3
printf 'text\nno vector\nnone either\n' >"$scratch/strange.csv"
"$top/nsl" ingest --input="$scratch/strange.csv" --format=csv --textColumn=text --output="$scratch/strange" --progress=none >"$scratch/strange.out"
line_of() { # stage, folder of outputs: sets the array line
  case $1 in
    identified) line=(identify-examples --input="$scratch/small") ;;
    checked) line=(identify-examples --input="$scratch/small" --idStrategy=feature) ;;
    vectors) line=(embed --input="$scratch/small" --embedder=text --feature=text --dimensions=16) ;;
    bags) line=(embed --input="$scratch/small" --embedder=bag --feature=text --dimensions=16) ;;
    graph-exact) line=(build-graph --input="$scratch/small" --method=exact --similarityThreshold=0.8 --maxNeighbors=5) ;;
    graph-lsh) line=(build-graph --input="$scratch/small" --method=lsh --similarityThreshold=0.9) ;;
    graph-nsl) line=(build-graph --input="$scratch/small" --method=nsl --lshSplits=4 --lshRounds=2) ;;
    graph-bad) line=(build-graph --input="$scratch/small,$scratch/strange" --method=exact --similarityThreshold=0.9 --maxBadFraction=0.1) ;;
    spread-*) line_of "graph-${1#spread-}" "$2" && line+=(--partitionRows=600) ;;
    grown)
      line_of graph-lsh "$2"
      line=("${line[@]/#--input=*/--input=$scratch/more}" --previousGraph="$2/graph-lsh" --previousEmbeddings="$scratch/small" --previousRows=drop)
      ;;
    packed) line=(pack-nbrs --labeled="$scratch/small" --graph="$2/graph-exact" --maxNeighbors=3) ;;
    packed-spread) line=(pack-nbrs --labeled="$scratch/small" --graph="$scratch/long.tsv" --graphComments='#' --maxNeighbors=3 --numShards=2) ;;
  esac
}
long_graph() { # more bytes than one place takes, nearly all of them comments
  seq -f '#%0999.0f' 1300000
  cat "$scratch/embedded/graph-exact/Split-train"/graph.tsv*
}
run() { # embedded or submit, stage, folder of outputs
  line_of "$2" "$scratch/$3"
  "$1" "${line[@]}" --output="$scratch/$3/$2" >"$scratch/$3-$2.out" 2>&1 || { tail -n 5 "$scratch/$3-$2.out"; fail "$2, $3"; }
}
manifest() { sed '/"spilledBytes"/d' "$scratch/$1/manifest.json"; } # but for what only an engine in this process tells
for stage in identified checked vectors bags graph-exact graph-lsh graph-nsl spread-exact spread-lsh spread-nsl graph-bad spread-bad \
  grown packed packed-spread; do
  [ "$stage" != packed-spread ] || long_graph >"$scratch/long.tsv"
  before=$(finished)
  run embedded "$stage" embedded
  run submit "$stage" prism
  [ "$(finished)" -gt "$before" ] || fail "$stage did not run on Prism"
  diff <(manifest "embedded/$stage") <(manifest "prism/$stage") >"$scratch/$stage.diff" ||
    { head -n 20 "$scratch/$stage.diff"; fail "$stage: Prism's manifest differs"; }
  diff -r -x manifest.json "$scratch/embedded/$stage" "$scratch/prism/$stage" >"$scratch/$stage.diff" ||
    { head -n 3 "$scratch/$stage.diff"; fail "$stage: Prism's files differ"; }
  pass "$stage: the same files ($(digest_of "$scratch/prism/$stage")), counters and facts"
done

# --- Failures: the line and the status of the embedded engine -----------------------------------
failing() { # what, status, command line
  local each status
  for each in embedded submit; do
    status=0
    "$each" "${@:3}" --output="$scratch/failing/output" >"$scratch/$each.out" 2>"$scratch/$each.err" || status=$?
    [ "$status" = "$2" ] || { tail -n 5 "$scratch/$each.err"; fail "$1: $each ended with $status, expected $2"; }
    [ "$(grep -c . "$scratch/$each.err")" = 1 ] || { head -n 5 "$scratch/$each.err"; fail "$1: $each said more than one line"; }
    [ -z "$(ls -A "$scratch/failing")" ] || fail "$1: $each left $(ls -A "$scratch/failing")"
  done
  diff "$scratch/embedded.err" "$scratch/submit.err" || fail "$1: another line"
  pass "$1: status $2: $(cut -c1-150 "$scratch/submit.err")"
}
mkdir "$scratch/failing"
cp -r "$scratch/small" "$scratch/damaged"
truncate -s -10 "$scratch/damaged/data_tfrecord-00001-of-00003"
before=$(grep -c 'msg="job failed"' "$scratch/prism.log" || true)
failing "a damaged file" 65 identify-examples --input="$scratch/damaged"
failing "ids that come twice" 65 pack-nbrs --labeled="$scratch/small,$scratch/more" --graph="$scratch/embedded/graph-exact"
[ "$(grep -c 'msg="job failed"' "$scratch/prism.log")" -ge $((before + 2)) ] || fail "the failures were not Prism's"
status=0
line_of vectors "$scratch"
endpoint=127.0.0.1:9 submit "${line[@]}" --output="$scratch/failing/output" >"$scratch/nowhere.txt" 2>&1 || status=$?
[ "$status" = 69 ] || { tail -n 5 "$scratch/nowhere.txt"; fail "no job service: status $status, expected 69"; }
pass "no job service: status 69: $(tail -n 1 "$scratch/nowhere.txt")"
finish
