#include "cli/known_tuples.h"

#include <algorithm>
#include <memory>

#include "domains/inline_text.h"
#include "domains/yaml.h"
#include "integration/known_good_chain.h"
#include "integration/pins_file.h"
#include "integration/repository_name.h"

namespace testfed {
namespace {

constexpr size_t kMaxStoreBytes = size_t{1} << 30;

std::string NameOf(const std::string& file) { return file == "-" ? "standard input" : file; }

// What a manifest has and known good has not.
bool IsManifest(std::string_view text) {
  return text.find("component_under_test") != std::string_view::npos ||
         text.find("components_under_test") != std::string_view::npos ||
         text.find(kManifestSchema) != std::string_view::npos;
}

absl::Status FirstError(std::vector<Finding>& findings) {
  SortFindings(findings);
  for (const Finding& finding : findings) {
    if (finding.severity == Severity::kError) return ToStatus(finding);
  }
  return absl::OkStatus();
}

PinsOptions OptionsOf(Invocation& invocation, const Components& components) {
  PinsOptions options;
  options.lenient = invocation.Has("--lenient");
  if (!components.empty()) options.components = &components;
  if (invocation.Has("--resolve-short") && invocation.Has("--clones")) {
    auto clones = std::make_shared<Clones>(invocation.PathOf(invocation.Text("--clones")));
    options.expand = [clones](const std::string& name, const std::string& text) {
      return clones->Expand(name, text);
    };
  }
  return options;
}

KnownTuple ReadText(Invocation& invocation, const std::string& text, const std::string& name,
                    const Components& components, std::vector<Finding>& findings) {
  KnownTuple known;
  known.base.name = NameOf(name);
  if (IsManifest(text)) {
    known.manifest = ReadManifest(text, NameOf(name), findings);
    known.base.pins = known.manifest->pins;
    known.base.disabled = known.manifest->disabled;
    return known;
  }
  PinsFile file = ReadPins(text, NameOf(name), OptionsOf(invocation, components), findings);
  known.base.pins = std::move(file.pins);
  known.base.disabled = std::move(file.disabled);
  known.shadowed = std::move(file.shadowed);
  known.timestamp = std::move(file.timestamp);
  return known;
}

bool IsStore(const std::string& file, std::string_view text) {
  return file.ends_with(".jsonl") ||
         (text.starts_with('{') && text.find("\"prev\":") < text.find('\n'));
}

absl::StatusOr<KnownTuple> FromStore(const std::string& text, const std::string& file,
                                     const std::string& which, const Components& components,
                                     const std::string& line) {
  TESTFED_ASSIGN_OR_RETURN(KnownGoodChain chain, KnownGoodChain::Read(text, NameOf(file)));
  const StoredRecord* stored = chain.Latest(line, "");
  if (which != "latest") {
    TESTFED_ASSIGN_OR_RETURN(stored, chain.Named(which));
  } else if (stored == nullptr) {
    return Error(NameOf(file) + ": line `" + InlineText(line) + "` has no known good yet");
  }
  if (stored->record.kind != RecordKind::kPromote) {
    return Error(NameOf(file) + ": record " + std::to_string(stored->record.seq) +
                 " holds no tuple, for it is of kind `" +
                 std::string(ToString(stored->record.kind)) + "`");
  }
  KnownTuple known;
  known.base.seq = stored->record.seq;
  known.base.record_sha256 = stored->sha256;
  known.base.name = "known good " + std::to_string(stored->record.seq);
  for (const auto& [component, entry] : stored->record.tuple) {
    Pinned pinned;
    pinned.name = component;
    pinned.pin = entry.pin;
    pinned.patches = entry.patches;
    const Component* declared = FindComponent(components, component);
    bool same = declared != nullptr && declared->repository == entry.repository;
    pinned.remote = same ? declared->remote : RemoteOf(entry.repository);
    known.base.pins.push_back(std::move(pinned));
  }
  for (const auto& [component, hold] : stored->record.held_back.Members()) {
    // What components.yaml holds is not the store's matter.
    if (!hold["culprit"].IsString()) continue;
    known.base.held_back[component] = {hold["reason"].String(), hold["since"].String(), "",
                                       hold["culprit"].String()};
  }
  return known;
}

}  // namespace

std::vector<Option> KnownTupleOptions() {
  return {
      {.name = "--components",
       .value = "FILE",
       .help = "who takes part, instead of components.yaml",
       .group = "Files"},
      {.name = "--clones",
       .value = "DIR",
       .help = "clones of components, DIR/NAME.git or DIR/NAME; nothing is fetched",
       .group = "Files"},
      {.name = "--lenient",
       .help = "read known_good.json as its own scripts do: of a key that stands twice the last "
               "counts, of `hash` and `version` the version",
       .group = "Files"},
      {.name = "--resolve-short",
       .help = "make abbreviated commits whole, by --clones",
       .group = "Files"},
  };
}

absl::StatusOr<Components> LoadComponents(Invocation& invocation) {
  std::string file = invocation.Text("--components");
  std::string text;
  if (file.empty()) {
    file = kComponentsFile;
    TESTFED_ASSIGN_OR_RETURN(auto found,
                             invocation.files().Read(invocation.PathOf(file), kMaxYamlBytes));
    if (!found) return Components();
    text = *std::move(found);
  } else {
    TESTFED_ASSIGN_OR_RETURN(text, invocation.ReadInput(file, kMaxYamlBytes));
  }
  std::vector<Finding> findings;
  Components components = ReadComponents(text, NameOf(file), findings);
  TESTFED_RETURN_IF_ERROR(FirstError(findings));
  return components;
}

absl::StatusOr<KnownTuple> ReadKnown(Invocation& invocation, const std::string& name,
                                     const Components& components, const std::string& line) {
  std::string file = name.starts_with('@') ? invocation.Text("--known-good") : name;
  TESTFED_ASSIGN_OR_RETURN(std::string text, invocation.ReadInput(file, kMaxStoreBytes));
  if (name.starts_with('@') || IsStore(file, text)) {
    return FromStore(text, file, name.starts_with('@') ? name.substr(1) : "latest", components,
                     line);
  }
  std::vector<Finding> findings;
  KnownTuple known = ReadText(invocation, text, name, components, findings);
  TESTFED_RETURN_IF_ERROR(FirstError(findings));
  // One line each, as long as a person reads them.
  constexpr size_t kShown = 3;
  for (size_t i = 0; i < std::min(findings.size(), kShown); ++i) {
    const Finding& finding = findings[i];
    invocation.Note(ToString(finding.place) + ": " + finding.message + " [" + finding.code + "]");
  }
  if (findings.size() > kShown) {
    invocation.Note(NameOf(file) + ": " + std::to_string(findings.size() - kShown) +
                    " more warnings; `testfed manifest check` shows them all");
  }
  return known;
}

KnownTuple CheckKnown(Invocation& invocation, const std::string& text, const std::string& name,
                      const Components& components, std::vector<Finding>& findings) {
  KnownTuple known = ReadText(invocation, text, name, components, findings);
  SortFindings(findings);
  return known;
}

absl::StatusOr<Manifest> LoadManifest(Invocation& invocation, const std::string& name) {
  TESTFED_ASSIGN_OR_RETURN(std::string text, invocation.ReadInput(name, kMaxYamlBytes));
  std::vector<Finding> findings;
  Manifest manifest = ReadManifest(text, NameOf(name), findings);
  TESTFED_RETURN_IF_ERROR(FirstError(findings));
  return manifest;
}

}  // namespace testfed
