#include "integration/reproduction.h"

#include "domains/inline_text.h"
#include "domains/words.h"
#include "integration/repository_name.h"

namespace testfed {
namespace {

// The file of a patch in the integration repository: `//p/x:1.patch` and `p/x/1.patch` are
// p/x/1.patch.
std::string PathOfLabel(std::string_view label) {
  if (label.starts_with("@//")) label.remove_prefix(1);
  if (!label.starts_with("//")) return std::string(label);
  label.remove_prefix(2);
  std::string path(label);
  if (size_t colon = path.find(':'); colon != std::string::npos) path[colon] = '/';
  return path.starts_with('/') ? path.substr(1) : path;
}

std::string Checkout(const std::string& folder, const std::string& remote,
                     const std::string& commit) {
  return "git init -q " + folder + "\ngit -C " + folder + " fetch -q --depth 1 " +
         QuoteWord(remote) + " " + commit + "\ngit -C " + folder +
         " checkout -q --detach FETCH_HEAD\n";
}

}  // namespace

std::string ReproductionScript(const Manifest& manifest, const ReproductionOptions& options) {
  const std::string tuple = TupleSha256(TupleOf(manifest.pins));
  const std::string folder = "testfed-" + tuple.substr(0, 12);
  std::string text =
      "# tuple " + tuple + "\n# manifest " + ManifestSha256(manifest) + "\nset -eu\n";
  const bool clone = !manifest.integration_repo.empty() && !manifest.integration_commit.empty();
  if (!clone) {
    text += "# here: a checkout of the integration repository" +
            (manifest.integration_commit.empty() ? std::string()
                                                 : ", at " + manifest.integration_commit) +
            "\nintegration=$PWD\n";
  }
  text += "mkdir " + folder + "\ncd " + folder + "\n";
  if (clone) {
    text += Checkout("integration", FetchableRemote(manifest.integration_repo),
                     manifest.integration_commit);
    text += "integration=$PWD/integration\n";
  }
  std::string overrides;
  for (const Pinned& pinned : manifest.pins) {
    if (!pinned.pin.IsCommit()) {
      text += "# " + pinned.name + " " + pinned.pin.text + " comes from the registry\n";
      continue;
    }
    text += Checkout(pinned.name, FetchableRemote(pinned.remote), pinned.pin.text);
    for (const std::string& patch : pinned.patches) {
      text += "git -C " + pinned.name + " apply -p1 \"$integration\"/" +
              QuoteWord(PathOfLabel(patch)) + "\n";
    }
    overrides += " \\\n  --override_module=" + pinned.Module() + "=\"$components\"/" + pinned.name;
  }
  text += "components=$PWD\ncat > manifest.json <<'TESTFED_MANIFEST'\n" +
          ToText(manifest, nullptr) + "TESTFED_MANIFEST\ncd \"$integration\"\n";
  if (options.targets.empty()) {
    text +=
        "testfed select --manifest \"$components\"/manifest.json --format subset > "
        "\"$components\"/subset.txt\n";
  } else {
    text += "printf '%s\\n'";
    for (const std::string& target : options.targets) text += " " + QuoteWord(target);
    text += " > \"$components\"/subset.txt\n";
  }
  text += "bazel test";
  for (const std::string& config : options.configs) text += " " + QuoteWord("--config=" + config);
  return text + overrides + " \\\n  --target_pattern_file=\"$components\"/subset.txt\n";
}

}  // namespace testfed
