#include "integration/overrides.h"

#include <algorithm>

#include "integration/repository_name.h"

namespace testfed {
namespace {

constexpr std::string_view kHeader =
    "# Written by `testfed overrides render` from a manifest; do not edit it.\n";

std::string Argument(std::string_view name, const std::string& value) {
  return "    " + std::string(name) + " = " + value + ",\n";
}

std::string PatchArguments(const Pinned& pinned) {
  if (pinned.patches.empty()) return "";
  std::string text = Argument("patch_strip", "1") + "    patches = [\n";
  for (const std::string& patch : pinned.patches) text += "        " + StarlarkText(patch) + ",\n";
  return text + "    ],\n";
}

std::string FileName(const OverridesOptions& options, const std::string& group) {
  return options.prefix + (group.empty() ? "" : "_" + group) + ".MODULE.bazel";
}

Json Expectation(const Pinned& pinned) {
  Json json = Json::MakeObject();
  if (pinned.pin.IsCommit()) {
    json.Set("commit", pinned.pin.text).Set("key", pinned.Module() + "@_");
  } else {
    json.Set("version", pinned.pin.text).Set("key", pinned.Module() + "@" + pinned.pin.text);
  }
  return json;
}

std::vector<std::string_view> LinesOf(const std::string* text) {
  std::vector<std::string_view> lines;
  if (text == nullptr) return lines;
  for (std::string_view rest = *text; !rest.empty();) {
    size_t end = std::min(rest.find('\n'), rest.size());
    lines.push_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return lines;
}

}  // namespace

std::string StarlarkText(std::string_view text) {
  std::string quoted = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    if (c == '\n') {
      quoted += "\\n";
      continue;
    }
    quoted += c;
  }
  return quoted + '"';
}

std::string RenderOverride(const Pinned& pinned) {
  const std::string name = StarlarkText(pinned.Module());
  std::string text = "bazel_dep(name = " + name + ")\n";
  if (pinned.pin.IsCommit()) {
    return text + "git_override(\n" + Argument("module_name", name) +
           Argument("commit", StarlarkText(pinned.pin.text)) + PatchArguments(pinned) +
           Argument("remote", StarlarkText(FetchableRemote(pinned.remote))) + ")\n";
  }
  return text + "single_version_override(\n" + Argument("module_name", name) +
         PatchArguments(pinned) + Argument("version", StarlarkText(pinned.pin.text)) + ")\n";
}

RenderedOverrides RenderOverrides(const Pins& pins, const OverridesOptions& options) {
  RenderedOverrides rendered;
  std::vector<const Pinned*> order;
  for (const Pinned& pinned : pins) order.push_back(&pinned);
  auto by_module = [](const Pinned* a, const Pinned* b) { return a->Module() < b->Module(); };
  std::vector<const Pinned*> sorted = order;
  std::sort(sorted.begin(), sorted.end(), by_module);
  for (const Pinned* pinned : options.source_order ? order : sorted) {
    std::string& file = rendered.files[FileName(options, pinned->group)];
    if (file.empty()) file = kHeader;
    file += "\n" + RenderOverride(*pinned);
    ++(pinned->pin.IsCommit() ? rendered.git : rendered.single_version);
  }
  std::string rc =
      std::string(kHeader) + "# For clones beside this folder's repository, at the same commits.\n";
  Json modules = Json::MakeObject();
  for (const Pinned* pinned : sorted) {
    modules.Set(pinned->Module(), Expectation(*pinned));
    if (!pinned->pin.IsCommit()) continue;
    rc += "common --override_module=" + pinned->Module() + "=%workspace%/../" + pinned->name + "\n";
  }
  rendered.files[std::string(kOverridesRc)] = rc;
  Json expect = Json::MakeObject();
  expect.Set("schema", "testfed.graph-expect/1")
      .Set("tuple_sha256", TupleSha256(TupleOf(pins)))
      .Set("modules", std::move(modules));
  rendered.files[std::string(kGraphExpect)] = ToText(expect, 2) + "\n";
  return rendered;
}

std::string LineDiff(const std::string* is, const std::string* should, size_t max_lines) {
  std::vector<std::string_view> old_lines = LinesOf(is), new_lines = LinesOf(should);
  size_t same = 0;
  while (same < old_lines.size() && same < new_lines.size() && old_lines[same] == new_lines[same]) {
    ++same;
  }
  size_t tail = 0;
  while (tail + same < old_lines.size() && tail + same < new_lines.size() &&
         old_lines[old_lines.size() - 1 - tail] == new_lines[new_lines.size() - 1 - tail]) {
    ++tail;
  }
  std::string text;
  size_t shown = 0, left_out = 0;
  auto add = [&](char sign, const std::vector<std::string_view>& lines) {
    for (size_t i = same; i + tail < lines.size(); ++i) {
      if (shown++ < max_lines)
        text += std::string(1, sign) + std::string(lines[i]) + "\n";
      else
        ++left_out;
    }
  };
  add('-', old_lines);
  add('+', new_lines);
  if (left_out > 0) text += "... and " + std::to_string(left_out) + " more lines\n";
  return text;
}

}  // namespace testfed
