#!/usr/bin/env bash
# A Flink session cluster on this machine: a JobManager and TaskManagers, each a process of its own.
#
#   cluster.sh start         start it and wait until every TaskManager has registered
#   cluster.sh status        what answers, and the slots
#   cluster.sh kill <who>    end jobmanager, taskmanager-1, … at once, as a crash would
#   cluster.sh run <jar> ... flink run: start the jar's program here, its job there
#   cluster.sh application <jar> <command and flags>
#                            application mode: a cluster of its own that lives as long as the program
#   cluster.sh stop          end all of it
#
# NSL_FLINK_TASKMANAGERS  how many (2)            NSL_FLINK_SLOTS  slots of each (2)
# NSL_FLINK_PORT          REST port (8081)        NSL_FLINK_HEAP   task heap of each (1024m)
# NSL_FLINK_HOME          folder for jars, configuration, logs (target/cluster beside this file)
# NSL_FLINK_CONF          more configuration, "key: value; key: value"
# NSL_FLINK_DIST          flink-dist-<release>.jar, for application mode: Maven has no jar with its entry point
# NSL_FLINK_TM_JAVA_OPTS  more options for the Java virtual machine of the TaskManagers
# NSL_FLINK_PIN           anything: TaskManager n runs on core n alone, whatever threads it has (Linux)
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd -P)
home=${NSL_FLINK_HOME:-$here/target/cluster}
count=${NSL_FLINK_TASKMANAGERS:-2}
slots=${NSL_FLINK_SLOTS:-2}
port=${NSL_FLINK_PORT:-8081}
heap=${NSL_FLINK_HEAP:-1024m}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
modules=(--add-modules=jdk.incubator.vector)
for package in lang lang.invoke lang.reflect net nio text time util util.concurrent \
  util.concurrent.atomic util.concurrent.locks; do
  modules+=("--add-opens=java.base/java.$package=ALL-UNNAMED")
done
logging=(-Dorg.slf4j.simpleLogger.defaultLogLevel=info -Dorg.slf4j.simpleLogger.showDateTime=true
  -Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss.SSS)

say() { printf 'cluster: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }
overview() { curl -sS --max-time 5 "http://127.0.0.1:$port/$1" 2>/dev/null; }
number() { overview overview | sed -n "s/.*\"$1\":\([0-9]*\).*/\1/p"; }
alive() { [ -f "$home/$1.pid" ] && kill -0 "$(cat "$home/$1.pid")" 2>/dev/null; }
megabytes() { case $1 in *g) echo $((${1%g} * 1024)) ;; *m) echo "${1%m}" ;; *) die "NSL_FLINK_HEAP=$1: expected such as 1024m or 2g" ;; esac; }

gather_jars() {
  [ -f "$home/lib/.complete" ] && return
  say "gathering Flink's jars"
  mkdir -p "$home/lib"
  mvn -B -q -f "$here/cluster/pom.xml" dependency:copy-dependencies \
    -DoutputDirectory="$home/lib" -DincludeScope=runtime
  touch "$home/lib/.complete"
}

configure() {
  mkdir -p "$home/conf" "$home/log" "$home/upload"
  cat >"$home/conf/flink-conf.yaml" <<CONF
jobmanager.rpc.address: 127.0.0.1
jobmanager.bind-host: 127.0.0.1
jobmanager.rpc.port: $((port + 1))
jobmanager.memory.process.size: 1200m
rest.address: 127.0.0.1
rest.bind-address: 127.0.0.1
rest.port: $port
rest.bind-port: $port
web.upload.dir: $home/upload
blob.storage.directory: $home/blob
io.tmp.dirs: $home/tmp
taskmanager.host: 127.0.0.1
taskmanager.bind-host: 127.0.0.1
taskmanager.numberOfTaskSlots: $slots
cluster.evenly-spread-out-slots: true
parallelism.default: $count
heartbeat.interval: 2000
heartbeat.timeout: 10000
restart-strategy.type: fixed-delay
restart-strategy.fixed-delay.attempts: 3
restart-strategy.fixed-delay.delay: 2 s
pipeline.generic-types: false
# Without Flink's start scripts a TaskManager insists on every one of these.
taskmanager.cpu.cores: $slots.0
taskmanager.memory.task.heap.size: $heap
taskmanager.memory.task.off-heap.size: 128m
taskmanager.memory.managed.size: 256m
# Less is too little for a worker that takes over what another one held.
taskmanager.memory.network.min: 256m
taskmanager.memory.network.max: 256m
taskmanager.memory.framework.heap.size: 128m
taskmanager.memory.framework.off-heap.size: 128m
taskmanager.memory.jvm-metaspace.size: 512m
taskmanager.memory.jvm-overhead.min: 256m
taskmanager.memory.jvm-overhead.max: 256m
CONF
  tr ';' '\n' <<<"${NSL_FLINK_CONF:-}" | sed 's/^ *//; /^$/d' >>"$home/conf/flink-conf.yaml"
}

launch() { # name, then the command
  local name=$1
  shift
  FLINK_CONF_DIR=$home/conf setsid nohup "$@" >"$home/log/$name.log" 2>&1 </dev/null &
  echo $! >"$home/$name.pid"
}

launch_taskmanagers() {
  local m i
  m=$(megabytes "$heap")
  for i in $(seq "$count"); do
    mkdir -p "$home/tmp"
    # shellcheck disable=SC2086
    launch "taskmanager-$i" ${NSL_FLINK_PIN:+taskset -c $((i - 1))} "$java" "${modules[@]}" "${logging[@]}" -Xmx$((m + 128))m -Xms$((m + 128))m \
      -XX:MaxDirectMemorySize=512m -XX:MaxMetaspaceSize=512m ${NSL_FLINK_TM_JAVA_OPTS:-} \
      -cp "$home/lib/*" org.apache.flink.runtime.taskexecutor.TaskManagerRunner \
      --configDir "$home/conf" -D "taskmanager.resource-id=taskmanager-$i"
  done
}

wait_for_taskmanagers() {
  local i
  for i in $(seq 120); do
    [ "$(number taskmanagers)" = "$count" ] && return
    alive jobmanager || die "the JobManager ended: see $home/log/jobmanager.log"
    sleep 0.5
  done
  die "$(number taskmanagers) of $count TaskManagers registered: see $home/log"
}

start() {
  alive jobmanager && die "runs already; 'cluster.sh stop' ends it"
  [ -z "$(overview overview)" ] || die "port $port is taken: set NSL_FLINK_PORT"
  gather_jars
  configure
  launch jobmanager "$java" "${modules[@]}" "${logging[@]}" -Xmx768m -XX:MaxMetaspaceSize=256m \
    -cp "$home/lib/*" org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint \
    --configDir "$home/conf"
  launch_taskmanagers
  wait_for_taskmanagers
  status
}

# The program's main class runs in the JobManager; both end with it.
application() {
  local jar=$1
  shift
  alive jobmanager && die "runs already; 'cluster.sh stop' ends it"
  [ -f "${NSL_FLINK_DIST:-}" ] || die "NSL_FLINK_DIST must name flink-dist-<release>.jar of a Flink distribution"
  gather_jars
  configure
  mkdir -p "$home/usrlib"
  rm -f "$home"/usrlib/*
  ln -s "$(realpath "$jar")" "$home/usrlib/"
  # Flink names the jar relative to where its processes were started: all of them must be, as in its images.
  home=$(cd "$home" && pwd -P)
  cd "$home"
  launch jobmanager "$java" "${modules[@]}" "${logging[@]}" -Xmx768m -XX:MaxMetaspaceSize=512m \
    -cp "$home/lib/*:$NSL_FLINK_DIST" \
    org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint \
    --configDir "$home/conf" --job-classname org.beamnsl.deploy.flink.ClusterMain "$@"
  launch_taskmanagers
  local code=0
  while alive jobmanager; do sleep 0.5; done
  grep -q 'Application completed SUCCESSFULLY' "$home/log/jobmanager.log" || code=1
  stop
  return $code
}

run() {
  FLINK_CONF_DIR=$home/conf "$java" "${modules[@]}" -Dorg.slf4j.simpleLogger.defaultLogLevel=warn \
    -cp "$home/lib/*" org.apache.flink.client.cli.CliFrontend run "$@"
}

status() {
  local process
  for process in "$home"/*.pid; do
    [ -f "$process" ] || die "not started"
    process=$(basename "$process" .pid)
    if alive "$process"; then say "$process runs as process $(cat "$home/$process.pid")"; else say "$process is dead"; fi
  done
  [ -n "$(overview overview)" ] || die "nothing answers on port $port"
  say "http://127.0.0.1:$port: $(number taskmanagers) TaskManagers, $(number slots-total) slots, $(number jobs-running) running jobs"
}

end() { # name, signal
  alive "$1" && kill "-$2" "$(cat "$home/$1.pid")"
  return 0
}

stop() {
  local file name
  for file in "$home"/*.pid; do
    [ -f "$file" ] || return 0
    name=$(basename "$file" .pid)
    end "$name" TERM
    for _ in $(seq 40); do alive "$name" || break; sleep 0.25; done
    end "$name" KILL
    rm -f "$file"
  done
  rm -rf "$home/tmp" "$home/blob" "$home/upload"
}

case ${1:-} in
  start | stop | status) "$1" ;;
  kill) end "${2:?kill whom?}" KILL ;;
  run | application) "$@" ;;
  *) sed -n '2,19s/^# \{0,1\}//p' "$0"; exit 64 ;;
esac
