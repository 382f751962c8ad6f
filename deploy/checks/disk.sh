#!/usr/bin/env bash
# A disk that is full, a little way into the output and from the start, and a kill in the middle, for every data command
# that writes: status 73 in one line and nothing on the disk; nothing that looks finished after the kill, and the same data
# from the run after it. Needs root, to mount a small disk.
. "$(dirname "$0")/check.sh"
need java
need mvn
need setsid
need mount
[ "$(id -u)" = 0 ] || skip "mounting a small disk needs root"
fresh_scratch
disk=$scratch/disk
mkdir "$disk"
mount -t tmpfs -o size=8m tmpfs "$disk" 2>"$scratch/mount.txt" || skip "cannot mount: $(cat "$scratch/mount.txt")"
trap 'umount "$disk"' EXIT
bundles embedded

# Words of letters, since digits are none; eight texts at a time share most of theirs, for there to be a graph.
awk 'function word(n,  text, i) {
  text = ""
  for (i = 0; i < 4; i++) { text = text sprintf("%c", 97 + n % 26); n = int(n / 26) }
  return text
}
BEGIN {
  srand(1); print "id,label,text"
  for (i = 0; i < 40000; i++) {
    text = ""
    for (w = 0; w < 30; w++) text = text word(w < 26 ? (int(i / 8) * 7919 + w * 104729) % 20000 : int(rand() * 20000)) " "
    printf "r%d,%s,%s\n", i, (i % 2 ? -1 : i % 3), text
  } }' >"$scratch/texts.csv"
awk 'BEGIN { srand(2); for (i = 0; i < 400000; i++) printf "r%d\tr%d\t%.6f\n", rand() * 40000, rand() * 40000, rand() }' >"$scratch/edges.tsv"

commands="ingest identify-examples embed build-graph transform statistics pack-nbrs convert-graph"
line_of() { # command: sets the array line, all but the output
  case $1 in
    ingest) line=(--input="$scratch/texts.csv" --format=csv --textColumn=text --labelColumn=label) ;;
    identify-examples) line=(--input="$scratch/ingest") ;;
    embed) line=(--input="$scratch/ingest" --embedder=bag --feature=text --dimensions=64) ;;
    build-graph) line=(--input="$scratch/embed" --similarityThreshold=0.7 --maxNeighbors=20) ;;
    transform) line=(--input="$scratch/ingest" --feature=text --maxLength=60) ;;
    statistics) line=(--input="$scratch/ingest") ;;
    pack-nbrs) line=(--input="$scratch/ingest" --graph="$scratch/edges.tsv" --addUndirectedEdges=true) ;;
    convert-graph) line=(--input="$scratch/edges.tsv") ;;
  esac
}
output_of() { # command, folder
  case $1 in
    build-graph) echo "$2/$1.tsv" ;;
    convert-graph) echo "$2/$1.edges" ;;
    *) echo "$2/$1" ;;
  esac
}

for command in $commands; do
  line_of "$command"
  output=$(output_of "$command" "$scratch")
  "$top/nsl" "$command" "${line[@]}" --output="$output" >"$scratch/$command.txt" 2>&1 || { tail -n 5 "$scratch/$command.txt"; fail "$command"; }
  say "$command writes $(du -sk "$output" | cut -f1) kB"
done
[ -s "$scratch/build-graph.tsv" ] || fail "the graph is empty"

full_disk() { # command, kilobytes that are free
  local status=0
  rm -rf "${disk:?}"/* "$disk"/.[!.]*
  head -c "$((8192 - $2))k" /dev/zero >"$disk/full"
  line_of "$1"
  "$top/nsl" "$1" "${line[@]}" --progress=none --output="$(output_of "$1" "$disk")" >"$scratch/out.txt" 2>"$scratch/err.txt" || status=$?
  [ "$status" = 73 ] || { tail -n 3 "$scratch/err.txt"; fail "$1 with $2 kB free ended with $status"; }
  [ "$(grep -c . "$scratch/err.txt")" = 1 ] || { cat "$scratch/err.txt"; fail "$1 said more than one line"; }
  [ "$(ls -A "$disk")" = full ] || fail "$1 left $(ls -A "$disk" | tr '\n' ' ')"
  say "$1 with $2 kB free: $(cut -c1-150 "$scratch/err.txt")"
}

for command in $commands; do
  full_disk "$command" 0
done
pass "a disk that is full from the start"
for command in ingest identify-examples embed transform pack-nbrs convert-graph; do
  full_disk "$command" 400
done
pass "a disk that is full after 400 kB"

staged() { find "$scratch/killed" -name '*' -path '*/.*' -type f -size +"$1"k 2>/dev/null | grep -q .; }
for command in $commands; do
  rm -rf "$scratch/killed"
  mkdir "$scratch/killed"
  line_of "$command"
  output=$(output_of "$command" "$scratch/killed")
  setsid "$top/nsl" "$command" "${line[@]}" --progress=none --output="$output" >"$scratch/out.txt" 2>&1 &
  leader=$!
  while kill -0 "$leader" 2>/dev/null && ! staged 0; do sleep 0.01; done
  kill -9 -- "-$leader" 2>/dev/null || say "$command was over before the kill"
  wait "$leader" 2>/dev/null || true
  if [ -e "$output" ]; then
    say "$command had committed before the kill"
  else
    ! "$top/nsl" verify --input="$output" >"$scratch/out.txt" 2>&1 || fail "verify takes what $command left for whole"
    [ -z "$(ls "$scratch/killed")" ] || fail "$command left $(ls "$scratch/killed")"
    "$top/nsl" "$command" "${line[@]}" --output="$output" >"$scratch/out.txt" 2>&1 || { tail -n 5 "$scratch/out.txt"; fail "$command after a kill"; }
  fi
  [ "$(digest_of "$output")" = "$(digest_of "$(output_of "$command" "$scratch")")" ] || fail "$command gave other data after a kill"
done
pass "a kill while each command writes"
finish
