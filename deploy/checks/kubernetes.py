"""Checks manifests: python kubernetes.py <folder of resource definitions> <manifest> ..."""

import sys
from pathlib import Path

import jsonschema
import yaml


def definitions(folder):
    """JSON schemas of custom resources by kind and version."""
    schemas = {}
    for path in sorted(Path(folder).glob("*.y*ml")):
        crd = yaml.safe_load(path.read_text())
        kind = crd["spec"]["names"]["kind"]
        for version in crd["spec"]["versions"]:
            name = f"{crd['spec']['group']}/{version['name']}"
            schemas[(name, kind)] = closed(version["schema"]["openAPIV3Schema"])
    return schemas


def closed(schema):
    """The same schema with unknown fields forbidden, as the API server prunes or refuses them."""
    if isinstance(schema, list):
        return [closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    copy = {key: closed(value) for key, value in schema.items()}
    if (
        isinstance(schema.get("properties"), dict)
        and "additionalProperties" not in schema
        and not schema.get("x-kubernetes-preserve-unknown-fields")
        and schema.get("type") == "object"
    ):
        copy["additionalProperties"] = False
    return copy


def pod(template, where):
    """What a pod of a Job must have, and what ours promise."""
    spec = template["spec"]
    assert spec["restartPolicy"] in ("Never", "OnFailure"), f"{where}: restartPolicy"
    assert spec["securityContext"]["runAsNonRoot"] is True, f"{where}: runs as root"
    volumes = {volume["name"] for volume in spec.get("volumes", [])}
    for container in spec["containers"]:
        assert container["name"] and ":" in container["image"], f"{where}: name, image with tag"
        assert not container["image"].endswith(":latest"), f"{where}: image is not pinned"
        assert {"requests", "limits"} <= set(container["resources"]), f"{where}: resources"
        for mount in container.get("volumeMounts", []):
            assert mount["name"] in volumes, f"{where}: volume {mount['name']} is missing"


def check(document, schemas, where):
    kind = document["kind"]
    assert document["metadata"]["name"], f"{where}: metadata.name"
    if kind == "Job":
        assert document["apiVersion"] == "batch/v1", f"{where}: apiVersion"
        pod(document["spec"]["template"], where)
    elif kind == "CronJob":
        assert document["apiVersion"] == "batch/v1", f"{where}: apiVersion"
        assert len(document["spec"]["schedule"].split()) == 5, f"{where}: schedule"
        assert document["spec"]["concurrencyPolicy"] == "Forbid", f"{where}: concurrencyPolicy"
        pod(document["spec"]["jobTemplate"]["spec"]["template"], where)
    else:
        schema = schemas[(document["apiVersion"], kind)]["properties"]["spec"]
        for error in jsonschema.Draft202012Validator(schema).iter_errors(document["spec"]):
            sys.exit(f"{where}: spec.{error.json_path[2:]}: {error.message}")


def main(folder, *manifests):
    schemas = definitions(folder)
    assert schemas, f"no definitions in {folder}"
    for manifest in manifests:
        for document in yaml.safe_load_all(Path(manifest).read_text()):
            where = f"{Path(manifest).name} {document['kind']} {document['metadata']['name']}"
            check(document, schemas, where)
            print("valid:", where)


if __name__ == "__main__":
    main(*sys.argv[1:])
