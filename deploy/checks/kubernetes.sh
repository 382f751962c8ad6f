#!/usr/bin/env bash
# Validates the Kubernetes manifests, written and generated, against the Flink operator's resource
# definitions and the fields that the Kubernetes API requires.
#
# NSL_FLINK_CRDS  folder with the operator's flinkdeployments…yml and flinksessionjobs…yml
#                 (helm/flink-kubernetes-operator/crds of apache/flink-kubernetes-operator)
. "$(dirname "$0")/check.sh"
[ -n "${NSL_FLINK_CRDS:-}" ] || skip "NSL_FLINK_CRDS does not name a folder with the operator's definitions"
[ -d "$NSL_FLINK_CRDS" ] || skip "NSL_FLINK_CRDS=$NSL_FLINK_CRDS is no folder"
python_environment kubernetes pyyaml==6.0.3 jsonschema==4.26.0
fresh_scratch
bundles flink
export NSL_BUNDLE=flink
"$top/nsl" spec --target=flink --output="$scratch/generated"
[ -n "$(ls "$scratch/generated")" ] || fail "spec --target=flink wrote nothing"
"$python" "$checks/kubernetes.py" "$NSL_FLINK_CRDS" "$top"/deploy/kubernetes/*.yaml "$scratch"/generated/*.yaml ||
  fail "a manifest is not valid"
pass "manifests are valid"
finish
