#!/usr/bin/env bash
# Cora with few labels: makes the packed data and the lists of labelled papers that docs/benchmarks/training.md
# speaks of. CORA is the folder with cora.content.gz, cora.cites and tutorial_split.csv, OUT a folder to write.
#
# labels-<percent>-<draw>.txt: that share of every class of the training papers, at least one paper, drawn by a
# generator that starts from the draw's number. The papers of validation.csv (300 of the training papers, one
# draw for all) are in none of the lists whose name starts with tune-.
set -euo pipefail
: "${CORA:?folder of the Cora files}" "${OUT:?folder to write}"
NSL=${NSL:-$(dirname "$0")/../../nsl}
mkdir -p "$OUT"

# id, label and split of every paper, ordered by id
join -t, <(gunzip -c "$CORA/cora.content.gz" | awk -F'\t' '{ print $1 "," $NF }' | LC_ALL=C sort -t, -k1,1) \
  <(tail -n +2 "$CORA/tutorial_split.csv" | LC_ALL=C sort -t, -k1,1) >"$OUT/papers.csv"

shuffle() { # prints its input in an order that depends on the number given alone
  awk -v seed="$1" 'BEGIN { state = (seed * 7919 + 104729) % 2147483647 }
    { for (i = 0; i < 3; i++) state = (state * 16807) % 2147483647; printf "%010d,%s\n", state, $0 }' |
    LC_ALL=C sort | cut -d, -f2-
}

draw() { # arguments: share in percent, draw, file of papers to draw from
  shuffle "$((1000 + $2))" <"$3" | awk -F, -v share="$1" -v all="$OUT/train.csv" '
    BEGIN { while ((getline line < all) > 0) { split(line, part, ","); total[part[2]]++ } }
    { wanted = int(share / 100 * total[$2] + 0.5); if (wanted < 1) wanted = 1
      if (taken[$2]++ < wanted) print $1 }'
}

grep ',train$' "$OUT/papers.csv" >"$OUT/train.csv"
shuffle 5000 <"$OUT/train.csv" | awk 'NR <= 300' >"$OUT/validation.csv"
LC_ALL=C sort "$OUT/validation.csv" >"$OUT/validation.sorted"
LC_ALL=C sort "$OUT/train.csv" | comm -23 - "$OUT/validation.sorted" >"$OUT/tuning.csv"
for share in 1 5 10; do
  for draw in 0 1 2 3 4; do
    draw $share $draw "$OUT/train.csv" >"$OUT/labels-$share-$draw.txt"
    draw $share $draw "$OUT/tuning.csv" >"$OUT/tune-$share-$draw.txt"
  done
done
{ echo id,split; cut -d, -f1 "$OUT/validation.csv" | sed 's/$/,validation/'; } >"$OUT/validation-split.csv"

"$NSL" ingest --input="$CORA/cora.content.gz" --format=content --feature=words \
  --splitFile="$CORA/tutorial_split.csv" --output="$OUT/papers"
"$NSL" ingest --input="$CORA/cora.content.gz" --format=content --feature=words \
  --splitFile="$OUT/validation-split.csv" --output="$OUT/held-out"
"$NSL" pack-nbrs --labeled="$OUT/papers/Split-train" --unlabeled="$OUT/papers/Split-test" \
  --graph="$CORA/cora.cites" --addUndirectedEdges=true --maxNeighbors=5 --output="$OUT/packed"
