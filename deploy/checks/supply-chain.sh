#!/usr/bin/env bash
# Builds what is committed twice, in two places, and compares every byte of the bundles; then compares
# each bundle with its bill of materials.
#
# NSL_SUPPLY_BUNDLES  the bundles to build (embedded trainer flink lineage)
. "$(dirname "$0")/check.sh"
need java
need mvn
need git
git -C "$top" rev-parse HEAD >/dev/null 2>&1 || skip "not a git checkout"
IFS=' ' read -r -a names <<<"${NSL_SUPPLY_BUNDLES:-embedded trainer flink lineage}"
modules=$(printf ',deploy/%s' "${names[@]}")
fresh_scratch

build() { # folder: a clean tree, built
  mkdir -p "$1"
  git -C "$top" archive HEAD | tar -x -C "$1"
  (cd "$1" && mvn -B -q -Psbom -DskipTests -Dmaven.test.skip.exec -Djacoco.skip -Dspotless.check.skip \
    -pl "${modules#,}" -am package) >"$1.log" 2>&1 || { tail -n 15 "$1.log"; fail "the build of $1"; }
}
digests() { (cd "$1" && for each in "${names[@]}"; do find "deploy/$each/target/bundle" -type f; done | sort | xargs sha256sum); }

build "$scratch/one"
build "$scratch/another place/two"
digests "$scratch/one" >"$scratch/one.sha256"
digests "$scratch/another place/two" >"$scratch/two.sha256"
diff "$scratch/one.sha256" "$scratch/two.sha256" >"$scratch/difference.txt" ||
  { head -n 10 "$scratch/difference.txt"; fail "$(grep -c '^<' "$scratch/difference.txt") files differ"; }
pass "two builds in two places: $(wc -l <"$scratch/one.sha256") files, every byte the same ($(sha256sum <"$scratch/one.sha256" | cut -c1-16))"

for each in "${names[@]}"; do
  sbom=$scratch/one/deploy/$each/target/sbom.json
  [ -f "$sbom" ] || fail "$each has no bill of materials"
  components=$(grep -c '"purl"' "$sbom")
  missing=
  for jar in "$scratch/one/deploy/$each/target/bundle"/*.jar; do
    jar=${jar##*/}
    case $jar in nsl-bundle-* | nsl-flink.jar) continue ;; esac
    # group/artifact@version?type=jar: the artifact and version must stand in the name of the jar.
    stem=${jar%.jar}
    grep -o '"purl" : "pkg:maven/[^"]*"' "$sbom" | sed 's|.*/\([^/@]*\)@\([^?"]*\).*|\1-\2|' |
      awk -v stem="$stem" 'index(stem, $0) == 1 { found = 1 } END { exit !found }' || missing="$missing $jar"
  done
  [ -z "$missing" ] || fail "$each: not in its bill of materials:$missing"
  pass "$each: $components components, every jar of the bundle among them"
done
finish
