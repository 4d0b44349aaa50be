#include "integration/pull_requests.h"

#include <algorithm>
#include <charconv>

#include "domains/inline_text.h"
#include "domains/json.h"
#include "integration/pin.h"
#include "integration/repository_name.h"

namespace testfed {
namespace {

constexpr std::string_view kBlank = " \t\r";

std::string_view Trimmed(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(kBlank), text.size()));
  return text.substr(0, text.find_last_not_of(kBlank) + 1);
}

std::string Lower(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

std::string_view HostOf(std::string_view repository) {
  return repository.substr(0, repository.find('/'));
}

// The pull requests behind a key at the beginning of a line, between commas and blanks.
void ReadDeclared(std::string_view line, std::string_view host,
                  std::vector<PullRequestId>& declared) {
  const size_t colon = line.find(':');
  if (colon == std::string_view::npos) return;
  const std::string key = Lower(std::string(Trimmed(line.substr(0, colon))));
  if (key != "depends-on" && key != "changeset-members") return;
  std::string_view rest = line.substr(colon + 1);
  while (!rest.empty()) {
    const size_t end = std::min(rest.find_first_of(", \t\r"), rest.size());
    if (auto id = ReadPullRequestId(rest.substr(0, end), host)) declared.push_back(*id);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
}

std::vector<PullRequestId> DeclaredIn(std::string_view body, std::string_view host) {
  std::vector<PullRequestId> declared;
  while (!body.empty()) {
    const size_t end = std::min(body.find('\n'), body.size());
    ReadDeclared(body.substr(0, end), host, declared);
    body.remove_prefix(std::min(end + 1, body.size()));
  }
  std::sort(declared.begin(), declared.end());
  declared.erase(std::unique(declared.begin(), declared.end()), declared.end());
  return declared;
}

class Reader {
 public:
  Reader(const Json& json, std::string where) : json_(json), where_(std::move(where)) {}

  absl::StatusOr<PullRequest> Read() const {
    PullRequest request;
    const Json& number = json_["number"];
    if (!number.IsInt() || number.Int() <= 0) {
      return Error(where_ + ": `number` is the number of a pull request");
    }
    request.id.number = number.Int();
    TESTFED_ASSIGN_OR_RETURN(request.id.repository, Repository());
    TESTFED_ASSIGN_OR_RETURN(request.head, Commit("head"));
    TESTFED_ASSIGN_OR_RETURN(request.base, Commit("base"));
    request.head_branch = json_["head"]["ref"].String();
    TESTFED_ASSIGN_OR_RETURN(request.state, State());
    if (request.state == PullRequest::State::kMerged &&
        IsFullCommit(json_["merge_commit_sha"].String())) {
      request.merge_commit = Lower(json_["merge_commit_sha"].String());
    }
    for (const Json& label : json_["labels"].Items()) {
      request.labels.push_back(label.IsString() ? label.String() : label["name"].String());
    }
    request.declared = DeclaredIn(json_["body"].String(), HostOf(request.id.repository));
    std::erase(request.declared, request.id);
    return request;
  }

 private:
  // What the pull request is against; where it comes from may be anybody's fork.
  absl::StatusOr<std::string> Repository() const {
    const Json& repository = json_["base"]["repo"];
    const std::string& url = repository["clone_url"].String();
    absl::StatusOr<std::string> name = RepositoryName(
        url.empty() ? "https://github.com/" + repository["full_name"].String() : url);
    if (!name.ok() || (url.empty() && repository["full_name"].String().empty())) {
      return Error(where_ +
                   ": `base.repo.clone_url` or `base.repo.full_name` names the repository");
    }
    return *name;
  }

  absl::StatusOr<std::string> Commit(std::string_view end) const {
    const std::string& commit = json_[end]["sha"].String();
    if (IsFullCommit(commit)) return Lower(commit);
    return Error(where_ + ": `" + std::string(end) + ".sha` is a commit of 40 digits, got `" +
                     InlineText(Clipped(commit, 100)) + "`",
                 "a search answers without it; ask for each pull request",
                 "gh api repos/OWNER/REPOSITORY/pulls/NUMBER");
  }

  absl::StatusOr<PullRequest::State> State() const {
    const std::string& state = json_["state"].String();
    if (json_["merged"].Bool() || json_["merged_at"].IsString()) {
      return PullRequest::State::kMerged;
    }
    if (state == "open") return PullRequest::State::kOpen;
    if (state == "closed") return PullRequest::State::kClosed;
    return Error(where_ + ": `state` is `open` or `closed`, got `" +
                 InlineText(Clipped(state, 100)) + "`");
  }

  const Json& json_;
  std::string where_;
};

// Why the answer of a search may leave some out.
std::string Incomplete(const Json& json, size_t count) {
  if (json["incomplete_results"].Bool()) return "the search was cut short (`incomplete_results`)";
  const Json& total = json["total_count"];
  if (total.IsInt() && total.Int() > static_cast<std::int64_t>(count)) {
    return "the search found " + std::to_string(total.Int()) + ", and " + std::to_string(count) +
           " are here";
  }
  return "";
}

}  // namespace

std::string ToString(const PullRequestId& id) {
  const size_t slash = id.repository.find('/');
  return (slash == std::string::npos ? id.repository : id.repository.substr(slash + 1)) + "#" +
         std::to_string(id.number);
}

std::optional<PullRequestId> ReadPullRequestId(std::string_view text, std::string_view host) {
  text = Trimmed(text);
  std::string repository;
  size_t digits = text.rfind('#');
  if (const size_t pull = text.find("/pull/"); pull != std::string_view::npos) {
    repository = std::string(text.substr(0, pull));
    digits = pull + std::string_view("/pull/").size();
  } else if (digits != std::string_view::npos) {
    repository = std::string(text.substr(0, digits));
    // A bare OWNER/NAME is on the host of who wrote it.
    if (repository.find("://") == std::string::npos && !repository.starts_with("git@")) {
      repository = "https://" + std::string(host) + "/" + repository;
    }
    ++digits;
  } else {
    return std::nullopt;
  }
  std::string_view number = text.substr(digits);
  number = number.substr(0, number.find_first_of("/?#"));
  PullRequestId id;
  auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), id.number);
  if (error != std::errc() || end != number.data() + number.size() || id.number <= 0) {
    return std::nullopt;
  }
  absl::StatusOr<std::string> name = RepositoryName(repository);
  if (!name.ok() || std::count(name->begin(), name->end(), '/') < 2) return std::nullopt;
  id.repository = *name;
  return id;
}

absl::StatusOr<PullRequestList> ReadPullRequests(std::string_view text, std::string_view name) {
  TESTFED_ASSIGN_OR_RETURN(const Json json, ParseJson(text, name));
  const Json& list =
      json.IsArray() ? json : (json.Has("pull_requests") ? json["pull_requests"] : json["items"]);
  if (!list.IsArray()) {
    return Error(std::string(name) +
                 ": a list of pull requests, or an object with it as `pull_requests` or `items`");
  }
  PullRequestList result;
  for (const Json& item : list.Items()) {
    const std::string where =
        std::string(name) + ": [" + std::to_string(result.pull_requests.size()) + "]";
    TESTFED_ASSIGN_OR_RETURN(PullRequest request, Reader(item, where).Read());
    result.pull_requests.push_back(std::move(request));
  }
  auto& all = result.pull_requests;
  std::sort(all.begin(), all.end(),
            [](const PullRequest& a, const PullRequest& b) { return a.id < b.id; });
  for (size_t i = 1; i < all.size(); ++i) {
    if (all[i].id == all[i - 1].id) {
      return Error(std::string(name) + ": " + ToString(all[i].id) + " stands twice");
    }
  }
  result.incomplete = Incomplete(json, all.size());
  return result;
}

}  // namespace testfed
