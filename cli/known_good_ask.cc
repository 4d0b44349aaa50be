// `known-good latest`, `show`, `contains`, `release-check`, `export` and `badge`.
#include <algorithm>

#include "cli/known_good.h"
#include "cli/known_good_store.h"
#include "domains/amount.h"
#include "domains/inline_text.h"
#include "integration/known_good_export.h"
#include "integration/registry.h"
#include "integration/timestamp.h"
#include "reporters/columns.h"

namespace testfed {
namespace {

constexpr int kIndent = 2;
constexpr std::int64_t kDay = 24 * 60 * 60;

absl::Status NoKnownGood(const KnownGoodChain& chain, std::string_view line,
                         std::string_view suite) {
  return Error(chain.name() + ": line `" + InlineText(line) + "` has no known good" +
               (suite.empty() ? "" : " of suite `" + InlineText(suite) + "`"));
}

std::string TupleText(const Tuple& tuple) {
  Columns columns({5});
  for (const auto& [name, entry] : tuple) columns.Row({name, ShortText(entry.pin)});
  return columns.Text();
}

std::string ShownText(const KnownGoodChain& chain, const StoredRecord& stored) {
  const Record& record = stored.record;
  Columns columns({3});
  auto row = [&](std::string name, std::string value) {
    if (!value.empty()) columns.Row({std::move(name), std::move(value)});
  };
  row("recorded", record.timestamp);
  row("hash", stored.sha256);
  if (record.kind == RecordKind::kPromote) {
    if (const StoredRecord* by = chain.RevokedBy(record.seq)) {
      row("revoked", "by " + std::to_string(by->record.seq) + ": " + InlineText(by->record.reason));
    }
    row("tuple", record.tuple_sha256);
    row("manifest", record.manifest_sha256);
    row("resolved", record.resolved_sha256);
    row("integration", record.integration_commit);
    row("base", record.base.seq == 0 ? "" : std::to_string(record.base.seq));
    row("tests", WithThousands(record.tests.executed) + " executed, " +
                     WithThousands(record.tests.failed) + " failed, " +
                     WithThousands(record.tests.skipped) + " skipped");
    std::string configs;
    for (const std::string& config : record.configs) {
      configs += (configs.empty() ? "" : ", ") + InlineText(config);
    }
    row("configurations", configs);
    for (const auto& [tool, version] : record.toolchain) {
      row(InlineText(tool), InlineText(version));
    }
    row("run", InlineText(record.run.url.empty() ? record.run.id : record.run.url));
    for (const auto& [name, why] : record.held_back.Members()) {
      row("held back", InlineText(name) + ": " +
                           InlineText(why.IsString() ? why.String() : why["reason"].String()));
    }
    for (const auto& [what, why] : record.allowed) row("allowed", what + ": " + InlineText(why));
  } else {
    row("where", InlineText(record.where));
    row("reason", InlineText(record.reason));
  }
  std::string head = std::to_string(record.seq) + "   ";
  switch (record.kind) {
    case RecordKind::kPromote:
      head += PromotionText(record);
      break;
    case RecordKind::kRevoke:
      head += "revokes " + std::to_string(record.target_seq);
      break;
    case RecordKind::kAnchor:
      head += "anchors " + std::to_string(record.seq - 1);
      break;
    case RecordKind::kRename:
      head += "renames " + record.from + " to " + record.to;
      break;
  }
  std::string text = head + "\n\n" + columns.Text();
  if (!record.tuple.empty()) text += "\n" + TupleText(record.tuple);
  return text;
}

// "comm@056621c": the component, and the beginning of a commit or a whole version.
struct AskedPin {
  std::string component;
  std::string pin;
};

absl::StatusOr<AskedPin> ReadAskedPin(const std::string& word) {
  const size_t at = word.find('@');
  AskedPin asked;
  if (at != std::string::npos) asked = {word.substr(0, at), word.substr(at + 1)};
  if (asked.component.empty() || asked.pin.empty()) {
    return Error("`" + InlineText(word) + "` is no COMPONENT@PIN, such as comm@056621c");
  }
  return asked;
}

bool Fits(const TupleEntry& entry, const std::string& pin) {
  if (entry.pin.IsVersion()) return entry.pin.text == pin;
  constexpr size_t kLeastDigits = 7;
  return pin.size() >= kLeastDigits && entry.pin.text.starts_with(pin);
}

// The newest promotion of the line that stands and `holds` the component's entry; null: none.
template <typename Holds>
const StoredRecord* NewestWith(const KnownGoodChain& chain, const Invocation& invocation,
                               const AskedPin& asked, Holds holds) {
  const std::string line = invocation.Text("--line"), suite = invocation.Text("--suite");
  for (auto one = chain.records().rbegin(); one != chain.records().rend(); ++one) {
    const Record& record = one->record;
    if (record.kind != RecordKind::kPromote || record.line != line) continue;
    if (!suite.empty() && record.suite != suite) continue;
    if (chain.RevokedBy(record.seq) != nullptr) continue;
    auto entry = record.tuple.find(chain.NameAt(asked.component, record.seq));
    if (entry != record.tuple.end() && holds(entry->second)) return &*one;
  }
  return nullptr;
}

// A name that was never in a tuple is more likely a mistake than a no.
absl::Status CheckComponent(const KnownGoodChain& chain, const AskedPin& asked) {
  std::vector<std::string> names;
  for (const StoredRecord& one : chain.records()) {
    if (one.record.tuple.contains(chain.NameAt(asked.component, one.record.seq))) {
      return absl::OkStatus();
    }
  }
  return Error("no record of " + chain.name() + " has a component `" + InlineText(asked.component) +
               "`");
}

std::string YesText(const StoredRecord& stored, const AskedPin& asked) {
  const Record& record = stored.record;
  return "yes: " + std::to_string(record.seq) + "   " + PromotionText(record) + ", " +
         record.timestamp.substr(0, 10) + ", holds " + asked.component + " at ";
}

}  // namespace

absl::StatusOr<int> LatestKnownGood(Invocation& invocation, const Words&) {
  TESTFED_ASSIGN_OR_RETURN(const KnownGoodChain chain,
                           ReadKnownGood(invocation, invocation.Text("--known-good")));
  const std::string line = invocation.Text("--line"), suite = invocation.Text("--suite");
  const StoredRecord* latest = chain.Latest(line, suite);
  if (latest == nullptr) return NoKnownGood(chain, line, suite);
  if (invocation.Text("--format") == "json") {
    invocation.out() << ToText(RecordJson(chain, *latest), kIndent) << "\n";
    return 0;
  }
  invocation.out() << latest->record.seq << "   " << PromotionText(latest->record) << ", "
                   << latest->record.timestamp.substr(0, 10) << "\n\n"
                   << TupleText(latest->record.tuple);
  return 0;
}

absl::StatusOr<int> ShowKnownGood(Invocation& invocation, const Words& words) {
  TESTFED_ASSIGN_OR_RETURN(const KnownGoodChain chain,
                           ReadKnownGood(invocation, invocation.Text("--known-good")));
  std::string name = words[0];
  if (name.starts_with('@')) name = name.substr(1);
  const StoredRecord* stored = nullptr;
  if (name == "latest") {
    stored = chain.Latest(invocation.Text("--line"), "");
    if (stored == nullptr) return NoKnownGood(chain, invocation.Text("--line"), "");
  } else {
    TESTFED_ASSIGN_OR_RETURN(stored, chain.Named(name));
  }
  if (invocation.Text("--format") == "json") {
    invocation.out() << ToText(RecordJson(chain, *stored), kIndent) << "\n";
  } else {
    invocation.out() << ShownText(chain, *stored);
  }
  return 0;
}

absl::StatusOr<int> ContainsKnownGood(Invocation& invocation, const Words& words) {
  TESTFED_ASSIGN_OR_RETURN(const AskedPin asked, ReadAskedPin(words[0]));
  TESTFED_ASSIGN_OR_RETURN(const KnownGoodChain chain,
                           ReadKnownGood(invocation, invocation.Text("--known-good")));
  TESTFED_RETURN_IF_ERROR(CheckComponent(chain, asked));
  if (const StoredRecord* exact =
          NewestWith(chain, invocation, asked,
                     [&](const TupleEntry& entry) { return Fits(entry, asked.pin); })) {
    const TupleEntry& entry =
        exact->record.tuple.at(chain.NameAt(asked.component, exact->record.seq));
    invocation.out() << YesText(*exact, asked) << ShortText(entry.pin) << "\n";
    return 0;
  }
  std::string later;
  if (invocation.Has("--clones")) {
    const CloneFinder clones = ClonesOf(invocation);  // they live as long as it does
    const Repository* clone = clones(asked.component);
    if (clone == nullptr) {
      return Error("no clone of `" + InlineText(asked.component) + "` in `" +
                   InlineText(invocation.Text("--clones")) + "`");
    }
    TESTFED_ASSIGN_OR_RETURN(const Commit commit, clone->ReadCommit(asked.pin));
    absl::Status problem;
    const StoredRecord* descendant =
        NewestWith(chain, invocation, asked, [&](const TupleEntry& entry) {
          if (!entry.pin.IsCommit() || !problem.ok()) return false;
          absl::StatusOr<Movement> movement = MovementBetween(clone, commit.id, entry.pin.text);
          if (!movement.ok()) problem = movement.status();
          return movement.ok() && movement->course == Movement::Course::kForward;
        });
    if (!problem.ok()) return problem;
    if (descendant != nullptr) {
      const TupleEntry& entry =
          descendant->record.tuple.at(chain.NameAt(asked.component, descendant->record.seq));
      invocation.out() << YesText(*descendant, asked) << ShortText(entry.pin) << ", which contains "
                       << commit.id.substr(0, 7) << "\n";
      return 0;
    }
    later = " or later";
  }
  invocation.out() << "no: no promoted tuple of line " << InlineText(invocation.Text("--line"))
                   << " holds " << InlineText(asked.component) << " at " << InlineText(asked.pin)
                   << later << "\n";
  return 1;
}

absl::StatusOr<int> ReleaseCheckKnownGood(Invocation& invocation, const Words& words) {
  TESTFED_ASSIGN_OR_RETURN(const AskedPin asked, ReadAskedPin(words[0]));
  TESTFED_ASSIGN_OR_RETURN(const KnownGoodChain chain,
                           ReadKnownGood(invocation, invocation.Text("--known-good")));
  TESTFED_RETURN_IF_ERROR(CheckComponent(chain, asked));
  const StoredRecord* found = NewestWith(
      chain, invocation, asked, [&](const TupleEntry& entry) { return Fits(entry, asked.pin); });
  if (found == nullptr) {
    invocation.out() << "no: " << InlineText(asked.component) << " " << InlineText(asked.pin)
                     << " was never in a promoted tuple of line "
                     << InlineText(invocation.Text("--line")) << "\n";
    return 1;
  }
  std::vector<YankedVersion> yanked;
  if (invocation.Has("--registry")) {
    const std::string registry = invocation.PathOf(invocation.Text("--registry"));
    TESTFED_ASSIGN_OR_RETURN(yanked, YankedIn(found->record.tuple, invocation.files(), registry));
  }
  const std::string name = chain.NameAt(asked.component, found->record.seq);
  if (yanked.empty()) {
    invocation.out() << YesText(*found, asked) << ShortText(found->record.tuple.at(name).pin)
                     << "\n";
    return 0;
  }
  invocation.out() << "no: " << found->record.seq << "   " << PromotionText(found->record) << "\n";
  for (const YankedVersion& one : yanked) {
    invocation.out() << "  " << one.component << " " << one.version
                     << " was yanked: " << InlineText(one.reason) << "\n";
  }
  return 1;
}

absl::StatusOr<int> ExportKnownGood(Invocation& invocation, const Words&) {
  TESTFED_ASSIGN_OR_RETURN(const KnownGoodChain chain,
                           ReadKnownGood(invocation, invocation.Text("--known-good")));
  const std::string line = invocation.Text("--line");
  if (invocation.Text("--format") == "dr002") {
    invocation.out() << ExportDr002(chain, line);
  } else if (!invocation.Has("--format") || invocation.Text("--format") == "json") {
    invocation.out() << ExportJson(chain, invocation.Has("--line") ? line : "");
  } else {
    return Error("`known-good export` writes `json` or `dr002`; for people there is `log`");
  }
  return 0;
}

absl::StatusOr<int> BadgeKnownGood(Invocation& invocation, const Words&) {
  TESTFED_ASSIGN_OR_RETURN(const std::int64_t days, invocation.Number("--max-age", 3, 0, 100000));
  std::string now = invocation.Text("--now");
  if (now.empty() && !invocation.Environment("SOURCE_DATE_EPOCH").value_or("").empty()) {
    const std::string epoch = *invocation.Environment("SOURCE_DATE_EPOCH");
    if (epoch.size() <= 11 &&
        std::all_of(epoch.begin(), epoch.end(), [](char c) { return c >= '0' && c <= '9'; })) {
      now = WriteTimestamp(std::stoll(epoch));
    }
  }
  const std::optional<std::int64_t> time = ReadTimestamp(now);
  if (!time) {
    return Error(now.empty() ? "a badge ages; it needs the time"
                             : "`--now` is a time such as 2026-11-20T09:12:44Z, got `" +
                                   InlineText(now) + "`",
                 "the time of this machine",
                 "testfed known-good badge --now \"$(date -u +%Y-%m-%dT%H:%M:%SZ)\"");
  }
  if (invocation.Text("--label").empty()) return Error("`--label` says nothing");
  TESTFED_ASSIGN_OR_RETURN(const KnownGoodChain chain,
                           ReadKnownGood(invocation, invocation.Text("--known-good")));
  invocation.out() << BadgeText(chain, invocation.Text("--line"), invocation.Text("--suite"),
                                invocation.Text("--label"), *time, days * kDay);
  return 0;
}

}  // namespace testfed
