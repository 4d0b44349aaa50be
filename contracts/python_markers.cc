#include <algorithm>

#include "contracts/annotation_sources.h"

namespace testfed {

std::vector<AnnotationSource> PythonMarkers(const Declarations& declarations) {
  std::vector<std::string> names;
  for (const Domain& domain : declarations.domains) names.push_back(domain.name);
  std::sort(names.begin(), names.end());
  std::string text = R"(# Written by `testfed annotations`; do not edit.
"""The markers of testfed for pytest, which `--strict-markers` accepts then:

    @pytest.mark.smoke                     runs for every change
    @pytest.mark.affected_by("A", "B")     runs when one of these domains is affected

Load it with `-p testfed_markers`, or in the root conftest.py:

    pytest_plugins = ["testfed_markers"]
"""

import difflib

import pytest

DOMAINS = (
)";
  for (const std::string& name : names) text += "    \"" + name + "\",\n";
  text += R"()


def pytest_configure(config):
    config.addinivalue_line("markers", "smoke: runs for every change")
    config.addinivalue_line(
        "markers", "affected_by(*domains): runs when one of these domains is affected")


def pytest_collection_modifyitems(items):
    for item in items:
        for mark in item.iter_markers("affected_by"):
            if not mark.args:
                raise pytest.UsageError(f"{item.nodeid}: `affected_by` names no domain")
            for name in mark.args:
                if name not in DOMAINS:
                    near = difflib.get_close_matches(str(name), DOMAINS, 1)
                    rest = f"; did you mean `{near[0]}`?" if near else ""
                    raise pytest.UsageError(f"{item.nodeid}: unknown domain `{name}`{rest}")
)";
  return {{"testfed_markers.py", text}};
}

}  // namespace testfed
