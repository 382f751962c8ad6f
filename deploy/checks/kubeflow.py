"""Runs a compiled Kubeflow pipeline's containers as commands of this machine.

    python kubeflow.py <pipeline.yaml> <nsl> <folder of examples> <folder for outputs>
"""

import json
import re
import subprocess
import sys
from pathlib import Path

import yaml

PLACEHOLDER = re.compile(r"\{\{\$\.(inputs|outputs)\.(artifacts|parameters)\['(\w+)'\](?:\.path)?\}\}")


def text(value):
    """As Kubeflow's driver writes a parameter: numbers are doubles in the pipeline, 5.0 means 5."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


class Pipeline:
    def __init__(self, spec, data, out):
        self.spec = spec
        self.tasks = spec["root"]["dag"]["tasks"]
        self.data = data
        self.out = Path(out)

    def values(self, name, task, component):
        """What the driver would hand to the task, by (artifacts or parameters, name)."""
        values = {}
        for key, definition in component.get("inputDefinitions", {}).get("parameters", {}).items():
            if "defaultValue" in definition:
                values["parameters", key] = definition["defaultValue"]
        inputs = task.get("inputs", {})
        for key, source in inputs.get("parameters", {}).items():
            if "componentInputParameter" in source:
                root = self.spec["root"]["inputDefinitions"]["parameters"]
                values["parameters", key] = root[source["componentInputParameter"]]["defaultValue"]
            else:
                values["parameters", key] = source["runtimeValue"]["constant"]
        for key, source in inputs.get("artifacts", {}).items():
            output = source["taskOutputArtifact"]
            producer = output["producerTask"]
            imported = producer.startswith("importer")
            values["artifacts", key] = (
                self.data if imported else self.out / producer / output["outputArtifactKey"]
            )
        for key in component.get("outputDefinitions", {}).get("artifacts", {}):
            values["artifacts", key] = self.out / name / key
        return values

    def command(self, name, nsl):
        task = self.tasks[name]
        component = self.spec["components"][task["componentRef"]["name"]]
        executor = self.spec["deploymentSpec"]["executors"][component["executorLabel"]]
        container = executor["container"]
        assert container["command"] == ["nsl"], container["command"]
        values = self.values(name, task, component)
        line = [nsl]
        for argument in container["args"]:
            if argument.startswith('{"IfPresent"'):
                condition = json.loads(argument)["IfPresent"]
                present = {key for _, key in values}
                if condition["InputName"] not in present:
                    continue
                argument = condition["Then"][0]
            line.append(
                PLACEHOLDER.sub(lambda found: text(values[found.group(2), found.group(3)]), argument)
            )
        return line

    def order(self):
        """Tasks after those that they depend on; importers are no commands."""
        done = [name for name in self.tasks if name.startswith("importer")]
        imported = len(done)
        while len(done) < len(self.tasks):
            ready = [
                name
                for name, task in self.tasks.items()
                if name not in done and set(task.get("dependentTasks", [])) <= set(done)
            ]
            assert ready, "the tasks depend on each other"
            done += sorted(ready)
        return done[imported:]


def main(path, nsl, data, out):
    spec = next(yaml.safe_load_all(Path(path).read_text()))
    pipeline = Pipeline(spec, data, out)
    for name in pipeline.order():
        line = pipeline.command(name, nsl) + ["--progress=none"]
        print(" ".join(["nsl"] + line[1:]), flush=True)
        subprocess.run([word for word in line if word != "--progress=auto"], check=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
