#include "integration/feedback.h"

#include <algorithm>
#include <set>

#include "domains/amount.h"
#include "domains/inline_text.h"
#include "domains/path_name.h"
#include "integration/repository_name.h"

namespace testfed {
namespace {

constexpr size_t kMostTargets = 50;
constexpr size_t kMostCheckText = 65535;
constexpr std::string_view kEllipsis = "\xe2\x80\xa6";

std::string Short(std::string_view digest) { return std::string(digest.substr(0, 7)); }

std::string Tests(int count) { return WithThousands(count) + (count == 1 ? " test" : " tests"); }

FeedbackState StateOf(VerdictClass result) {
  switch (result) {
    case VerdictClass::kGood:
      return FeedbackState::kSuccess;
    case VerdictClass::kIntegrationFinding:
    case VerdictClass::kIntegrationConflict:
      return FeedbackState::kFailure;
    case VerdictClass::kHarnessDefect:
    case VerdictClass::kInfrastructure:
      return FeedbackState::kError;
  }
  return FeedbackState::kError;
}

// The one that a person must hear of first.
int Rank(FeedbackState state) {
  switch (state) {
    case FeedbackState::kFailure:
      return 3;
    case FeedbackState::kError:
      return 2;
    case FeedbackState::kPending:
      return 1;
    case FeedbackState::kSuccess:
      return 0;
  }
  return 3;
}

std::set<std::string> FailingOf(const std::vector<Verdict>& verdicts) {
  std::set<std::string> failing;
  for (const Verdict& verdict : verdicts) {
    failing.insert(verdict.failing.begin(), verdict.failing.end());
  }
  return failing;
}

std::string ConclusionOf(FeedbackState state) {
  switch (state) {
    case FeedbackState::kSuccess:
      return "success";
    case FeedbackState::kFailure:
      return "failure";
    default:
      return "action_required";  // nobody may take it for an answer
  }
}

// A name that is safe as a part of a file's.
std::string FileName(std::string_view repository, std::int64_t number, std::string_view kind) {
  std::string name;
  for (char c : repository) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '_' || c == '.';
    name += c == '/' ? '.' : (plain ? c : '_');
  }
  if (number != 0) name += "." + std::to_string(number);
  return name + "." + std::string(kind) + ".json";
}

std::string ContextOf(const FeedbackOptions& options) {
  return options.context + (options.advisory ? " (advisory)" : "");
}

// What was composed, as a table of Markdown.
std::string CompositionTable(const Manifest& manifest, const FeedbackOptions& options) {
  std::string text = "| Component | Pin | Under test |\n| --- | --- | --- |\n";
  for (const Pinned& pinned : manifest.pins) {
    const auto under = std::find_if(manifest.under_test.begin(), manifest.under_test.end(),
                                    [&](const UnderTest& one) { return one.name == pinned.name; });
    std::string what;
    if (under != manifest.under_test.end()) {
      what = under->before ? "before: " + options.code(ShortText(*under->before)) : "new";
      if (under->pull_request != 0) what += ", #" + std::to_string(under->pull_request);
    }
    text += "| " + options.code(pinned.name) + " | " + options.code(ShortText(pinned.pin)) + " | " +
            what + " |\n";
  }
  return text;
}

std::string FailingList(const std::set<std::string>& failing, const FeedbackOptions& options) {
  if (failing.empty()) return "";
  std::string text = "\n";
  size_t shown = 0;
  for (const std::string& target : failing) {
    if (shown++ == kMostTargets) {
      text += "- and " + std::to_string(failing.size() - kMostTargets) + " more\n";
      break;
    }
    text += "- " + options.code(target) + "\n";
  }
  return text;
}

std::string Body(const Manifest& manifest, const std::vector<Verdict>& verdicts,
                 const Outcome& outcome, const FeedbackOptions& options) {
  const std::set<std::string> failing = FailingOf(verdicts);
  std::string text =
      "**" + std::string(ToString(outcome.state)) + "**: " + options.code(outcome.text) + "\n" +
      FailingList(failing, options) + "\n" + CompositionTable(manifest, options) + "\nTuple " +
      options.code(TupleSha256(TupleOf(manifest.pins))) + ", manifest " +
      options.code(ManifestSha256(manifest)) +
      (manifest.base.seq == 0 ? ".\n"
                              : ", on known good " + std::to_string(manifest.base.seq) + ".\n");
  if (outcome.ran && outcome.state != FeedbackState::kSuccess) {
    text +=
        "\nAnywhere, from the manifest alone:\n\n```sh\ntestfed manifest reproduce "
        "manifest.json | sh\n```\n";
  }
  return text;
}

struct Member {
  std::string repository;  // OWNER/NAME
  std::int64_t number = 0;
  std::string component;
  std::string commit;
};

absl::StatusOr<std::vector<Member>> MembersOf(const Manifest& manifest) {
  std::vector<Member> members;
  for (const UnderTest& one : manifest.under_test) {
    const Pinned* pinned = FindPinned(manifest.pins, one.name);
    if (pinned == nullptr || one.pull_request == 0) continue;
    // Of a merged member main was composed, and no pull request waits for an answer.
    if (one.taken_from == kTakenFromMerge || one.taken_from == kTakenFromMain) continue;
    TESTFED_ASSIGN_OR_RETURN(const std::string repository, RepositoryName(pinned->remote));
    TESTFED_ASSIGN_OR_RETURN(std::string path, OwnerAndName(repository));
    members.push_back({std::move(path), one.pull_request, one.name, pinned->pin.text});
  }
  return members;
}

PlatformRequest Status(const Member& member, const std::string& commit, std::string_view kind,
                       FeedbackState state, std::string_view text, const Manifest& manifest,
                       const FeedbackOptions& options) {
  Json body = Json::MakeObject();
  body.Set("state", ToString(state))
      .Set("context", ContextOf(options))
      .Set("description", StatusDescription(text, DigestText(manifest)));
  if (!options.details_url.empty()) body.Set("target_url", options.details_url);
  return {FileName(member.repository, member.number, kind), "POST",
          "/repos/" + member.repository + "/statuses/" + commit, std::move(body)};
}

PlatformRequest CheckRun(const Member& member, const Manifest& manifest,
                         const std::vector<Verdict>& verdicts, const Outcome& outcome,
                         const FeedbackOptions& options) {
  Json body = Json::MakeObject();
  body.Set("name", ContextOf(options))
      .Set("head_sha", member.commit)
      .Set("external_id", ManifestSha256(manifest));
  if (outcome.state == FeedbackState::kPending) {
    body.Set("status", "in_progress");
  } else {
    body.Set("status", "completed").Set("conclusion", ConclusionOf(outcome.state));
  }
  if (!options.details_url.empty()) body.Set("details_url", options.details_url);
  body.Set("output", Json::MakeObject()
                         .Set("title", StatusDescription(outcome.text, DigestText(manifest)))
                         .Set("summary",
                              Clipped(Body(manifest, verdicts, outcome, options), kMostCheckText)));
  return {FileName(member.repository, member.number, "check-run"), "POST",
          "/repos/" + member.repository + "/check-runs", std::move(body)};
}

}  // namespace

std::string_view ToString(FeedbackState state) {
  switch (state) {
    case FeedbackState::kPending:
      return "pending";
    case FeedbackState::kSuccess:
      return "success";
    case FeedbackState::kFailure:
      return "failure";
    case FeedbackState::kError:
      return "error";
  }
  return "error";
}

absl::StatusOr<Outcome> OutcomeOf(const Manifest& manifest, const std::vector<Verdict>& verdicts,
                                  std::string_view not_run) {
  const std::string digest = ManifestSha256(manifest);
  for (const Verdict& verdict : verdicts) {
    if (verdict.manifest_sha256 == digest) continue;
    return Error("the verdict of configuration `" + InlineText(verdict.config) +
                 "` is of manifest " + Short(verdict.manifest_sha256) + ", not of " +
                 Short(digest));
  }
  Outcome outcome;
  outcome.ran = !verdicts.empty();
  if (manifest.NothingUnderTest() && manifest.event != CompositionEvent::kMains) {
    outcome.state = FeedbackState::kFailure;
    outcome.text = "nothing was under test: the base has this commit already";
    return outcome;
  }
  if (verdicts.empty()) {
    outcome.state = not_run.empty() ? FeedbackState::kPending : FeedbackState::kFailure;
    outcome.text = not_run.empty() ? "waits for its run" : "not run: " + std::string(not_run);
    return outcome;
  }
  outcome.state = FeedbackState::kSuccess;
  int executed = 0;
  for (const Verdict& verdict : verdicts) {
    FeedbackState state = StateOf(verdict.result);
    std::string text = verdict.reason;
    if (!verdict.failing.empty()) text += ": " + verdict.failing.front();
    if (!verdict.resolved.disagreements.empty()) {
      state = FeedbackState::kFailure;
      text = "another composition was tested: " + verdict.resolved.disagreements.front();
    }
    if (state == FeedbackState::kSuccess && verdict.tests.executed == 0) {
      state = FeedbackState::kError;
      text = "no test was executed";
    }
    if (verdicts.size() > 1) text = verdict.config + ": " + text;
    executed += verdict.tests.executed;
    if (Rank(state) <= Rank(outcome.state)) continue;
    outcome.state = state;
    outcome.text = text;
  }
  if (outcome.state == FeedbackState::kSuccess) {
    outcome.text = Tests(executed) + " passed";
    if (verdicts.size() > 1) {
      outcome.text += " in " + std::to_string(verdicts.size()) + " configurations";
    }
  }
  return outcome;
}

std::string StatusDescription(std::string_view text, std::string_view tail, size_t most) {
  std::string clean = ReplaceInvalidUtf8(text);
  for (char& c : clean) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
  }
  constexpr size_t kGap = 3;
  const size_t tail_width = WidthOf(tail);
  size_t room = tail.empty() ? most : (most > tail_width + kGap ? most - tail_width - kGap : 0);
  if (WidthOf(clean) > room) {
    size_t at = 0;
    for (size_t taken = 0; taken + 1 < room; ++taken) {
      at += Utf8Length(std::string_view(clean).substr(at));
    }
    clean.resize(at);
    clean += kEllipsis;
  }
  return tail.empty() ? clean : clean + std::string(kGap, ' ') + std::string(tail);
}

std::string DigestText(const Manifest& manifest) {
  std::string text = "manifest " + Short(ManifestSha256(manifest)) + ", tuple " +
                     Short(TupleSha256(TupleOf(manifest.pins)));
  if (manifest.base.seq != 0) text += " on known good " + std::to_string(manifest.base.seq);
  return text;
}

std::string RequestText(const PlatformRequest& request) {
  Json json = Json::MakeObject();
  json.Set("method", request.method).Set("path", request.path).Set("body", request.body);
  return CanonicalText(json) + "\n";
}

absl::StatusOr<std::string> OwnerAndName(std::string_view repository) {
  const size_t slash = repository.find('/');
  const std::string path(slash == std::string_view::npos ? "" : repository.substr(slash + 1));
  const bool plain = !path.empty() && std::all_of(path.begin(), path.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.' || c == '/';
  });
  if (plain && std::count(path.begin(), path.end(), '/') == 1 && path.front() != '/' &&
      path.back() != '/') {
    return path;
  }
  return Error("`" + InlineText(repository) + "` is no OWNER/NAME of a platform");
}

absl::StatusOr<std::vector<PlatformRequest>> FeedbackFor(
    const Manifest& manifest, const std::vector<Verdict>& verdicts, const Outcome& outcome,
    const std::vector<MovedMember>& moved, const MergePlan& plan, const FeedbackOptions& options) {
  TESTFED_ASSIGN_OR_RETURN(const std::vector<Member> members, MembersOf(manifest));
  std::vector<PlatformRequest> requests;
  for (const Member& member : members) {
    // One member that moved makes the whole set another one.
    const std::string stale = moved.empty() ? "" : "stale: " + moved.front().text;
    const FeedbackState state = stale.empty() ? outcome.state : FeedbackState::kPending;
    const std::string& text = stale.empty() ? outcome.text : stale;
    requests.push_back(Status(member, member.commit, "status", state, text, manifest, options));
    for (const MovedMember& one : moved) {
      if (one.component != member.component || one.head.empty()) continue;
      requests.push_back(Status(member, one.head, "new-head.status", FeedbackState::kPending, text,
                                manifest, options));
    }
    if (!stale.empty()) continue;
    if (options.check_runs) {
      requests.push_back(CheckRun(member, manifest, verdicts, outcome, options));
    }
    if (outcome.state == FeedbackState::kPending) continue;  // a comment is for an answer
    std::string comment = "<!-- " + ContextOf(options) + " -->\n### " + ContextOf(options) +
                          "\n\n" + Body(manifest, verdicts, outcome, options);
    if (members.size() > 1) {
      comment += "\nOne of " + std::to_string(members.size()) +
                 " that are tested and merged as a unit: " + OrderText(plan) + ".\n";
    }
    requests.push_back(
        {FileName(member.repository, member.number, "comment"), "POST",
         "/repos/" + member.repository + "/issues/" + std::to_string(member.number) + "/comments",
         Json::MakeObject().Set("body", comment)});
  }
  return requests;
}

absl::StatusOr<PlatformRequest> IssueFor(const Manifest& manifest,
                                         const std::vector<Verdict>& verdicts,
                                         const Outcome& outcome, std::string_view repository,
                                         const std::vector<std::string>& changes,
                                         const FeedbackOptions& options) {
  TESTFED_ASSIGN_OR_RETURN(const std::string path, OwnerAndName("host/" + std::string(repository)));
  std::string body = Body(manifest, verdicts, outcome, options);
  if (!changes.empty()) {
    body += "\nSince known good " + std::to_string(manifest.base.seq) + ":\n\n";
    for (const std::string& change : changes) body += "- " + options.code(change) + "\n";
    body += "\n```sh\ntestfed bisect start --good @" + std::to_string(manifest.base.seq) +
            " --bad manifest.json --clones clones --out bisect.json\n```\n";
  }
  if (!options.details_url.empty()) body += "\n" + options.details_url + "\n";
  return PlatformRequest{
      FileName(path, 0, "issue"), "POST", "/repos/" + path + "/issues",
      Json::MakeObject()
          .Set("title",
               StatusDescription("integration of line " + manifest.line + ": " + outcome.text,
                                 "tuple " + Short(TupleSha256(TupleOf(manifest.pins)))))
          .Set("body", body)
          .Set("labels", Json(Json::Array{"integration"}))};
}

}  // namespace testfed
